// Calls each vector through the client that openapi-generator generates into `client/`.
import com.fasterxml.jackson.annotation.JsonInclude
import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.module.kotlin.jacksonObjectMapper
import java.io.File
import java.io.PrintStream
import java.util.UUID
import okhttp3.OkHttpClient
import org.openapitools.client.apis.DataCatalogueApi
import org.openapitools.client.apis.SamplesApi
import org.openapitools.client.apis.TargetMaterialsApi
import org.openapitools.client.infrastructure.ApiClient
import org.openapitools.client.infrastructure.ClientError
import org.openapitools.client.infrastructure.ClientException
import org.openapitools.client.infrastructure.Serializer
import org.openapitools.client.infrastructure.ServerError
import org.openapitools.client.infrastructure.ServerException
import org.openapitools.client.models.DataEntryPatch
import org.openapitools.client.models.SampleAnnotationPatch
import org.openapitools.client.models.TargetMaterialLayerPatch

// A redirect would carry the key and the change to another address.
val http = OkHttpClient.Builder().followRedirects(false).build()

fun call(vector: JsonNode, url: String): Any {
    val ids = vector["pathParameters"].properties().associate { (name, id) -> name to UUID.fromString(id.asText()) }
    val body = vector["body"].toString()
    fun <T> patch(type: Class<T>): T = Serializer.jacksonObjectMapper.readValue(body, type)
    return when (val operation = vector["operationId"].asText()) {
        "updateDataEntry" ->
            DataCatalogueApi(url, http).updateDataEntry(ids.getValue("data_id"), patch(DataEntryPatch::class.java))
        "updateSampleAnnotation" ->
            SamplesApi(url, http).updateSampleAnnotation(
                ids.getValue("physical_sample_id"),
                ids.getValue("annotation_id"),
                patch(SampleAnnotationPatch::class.java),
            )
        "updateTargetMaterialLayer" ->
            TargetMaterialsApi(url, http).updateTargetMaterialLayer(patch(TargetMaterialLayerPatch::class.java))
        else -> throw IllegalArgumentException("The driver does not know $operation.")
    }
}

fun main(arguments: Array<String>) {
    val (file, url, key) = arguments
    val json = jacksonObjectMapper()
    val out = PrintStream(System.out, true, "UTF-8")
    ApiClient.apiKey["X-API-KEY"] = key
    // Otherwise a null inside a map is left out, too.
    Serializer.jacksonObjectMapper.setDefaultPropertyInclusion(
        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS)
    )
    json.readTree(File(file))["vectors"].forEachIndexed { index, vector ->
        val outcome =
            try {
                mapOf("reply" to Serializer.jacksonObjectMapper.valueToTree<JsonNode>(call(vector, "$url/$index")))
            } catch (error: ClientException) {
                mapOf("status" to error.statusCode, "error" to (error.response as? ClientError<*>)?.body)
            } catch (error: ServerException) {
                mapOf("status" to error.statusCode, "error" to (error.response as? ServerError<*>)?.body)
            } catch (error: Exception) {
                mapOf("crash" to error.toString())
            }
        out.println(json.writeValueAsString(outcome))
    }
}

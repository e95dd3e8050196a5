import java.util.UUID
import okhttp3.OkHttpClient
import org.openapitools.client.apis.DataCatalogueApi
import org.openapitools.client.infrastructure.ApiClient
import org.openapitools.client.infrastructure.ClientError
import org.openapitools.client.infrastructure.ClientException
import org.openapitools.client.models.DataEntryPatch

object FirstUpdate {
    @JvmStatic
    fun main(arguments: Array<String>) {
        ApiClient.apiKey["X-API-KEY"] = System.getenv("ATOMSCALE_API_KEY")
        // A redirect would carry the key and the change to another address.
        val http = OkHttpClient.Builder().followRedirects(false).build()
        val api = DataCatalogueApi(System.getenv("ATOMSCALE_API_ENDPOINT") ?: "https://api.atomscale.ai", http)
        try {
            val entry = api.updateDataEntry(
                UUID.fromString("d290f1ee-6c54-4b01-90e6-d701748f0851"),
                DataEntryPatch(pipelineStatus = DataEntryPatch.PipelineStatus.success),
            )
            println("updated: ${entry.rawName} ${entry.pipelineStatus}")
        } catch (error: ClientException) {
            // A status of 500 or more is a ServerException, and no response an IOException:
            // whether the record was changed is unknown then.
            println("failed: ${error.statusCode} ${(error.response as ClientError<*>).body}")
        }
    }
}

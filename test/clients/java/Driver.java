// Calls each vector through the client that openapi-generator generates into `client/`.
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.DataCatalogueApi;
import org.openapitools.client.api.SamplesApi;
import org.openapitools.client.api.TargetMaterialsApi;
import org.openapitools.client.model.DataEntryPatch;
import org.openapitools.client.model.SampleAnnotationPatch;
import org.openapitools.client.model.TargetMaterialLayerPatch;

public class Driver {
  private static final ObjectMapper plain = new ObjectMapper();

  private static Object call(JsonNode vector, ApiClient client) throws Exception {
    ObjectMapper models = client.getObjectMapper();
    JsonNode ids = vector.get("pathParameters");
    String body = vector.get("body").toString();
    switch (vector.get("operationId").asText()) {
      case "updateDataEntry":
        return new DataCatalogueApi(client)
            .updateDataEntry(id(ids, "data_id"), models.readValue(body, DataEntryPatch.class));
      case "updateSampleAnnotation":
        return new SamplesApi(client)
            .updateSampleAnnotation(
                id(ids, "physical_sample_id"),
                id(ids, "annotation_id"),
                models.readValue(body, SampleAnnotationPatch.class));
      case "updateTargetMaterialLayer":
        return new TargetMaterialsApi(client)
            .updateTargetMaterialLayer(models.readValue(body, TargetMaterialLayerPatch.class));
      default:
        throw new IllegalArgumentException("The driver does not know " + vector.get("operationId"));
    }
  }

  private static UUID id(JsonNode ids, String name) {
    return UUID.fromString(ids.get(name).asText());
  }

  public static void main(String[] args) throws Exception {
    String url = args[1];
    String key = args[2];
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int index = 0;
    for (JsonNode vector : plain.readTree(new File(args[0])).get("vectors")) {
      ApiClient client = new ApiClient();
      client.updateBaseUri(url + "/" + index++);
      client.setRequestInterceptor(request -> request.header("X-API-KEY", key));
      Map<String, Object> outcome = new LinkedHashMap<>();
      try {
        outcome.put("reply", client.getObjectMapper().valueToTree(call(vector, client)));
      } catch (ApiException error) {
        outcome.put("status", error.getCode());
        outcome.put("error", error.getResponseBody());
      } catch (Exception error) {
        outcome.put("crash", error.toString());
      }
      out.println(plain.writeValueAsString(outcome));
    }
  }
}

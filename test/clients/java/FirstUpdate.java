import java.util.UUID;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.DataCatalogueApi;
import org.openapitools.client.model.DataEntry;
import org.openapitools.client.model.DataEntryPatch;

public class FirstUpdate {
  public static void main(String[] args) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(System.getenv().getOrDefault("ATOMSCALE_API_ENDPOINT", "https://api.atomscale.ai"));
    client.setRequestInterceptor(request -> request.header("X-API-KEY", System.getenv("ATOMSCALE_API_KEY")));
    try {
      DataEntry entry =
          new DataCatalogueApi(client)
              .updateDataEntry(
                  UUID.fromString("d290f1ee-6c54-4b01-90e6-d701748f0851"),
                  new DataEntryPatch().pipelineStatus(DataEntryPatch.PipelineStatusEnum.SUCCESS));
      System.out.println("updated: " + entry.getRawName() + " " + entry.getPipelineStatus());
    } catch (ApiException error) {
      // With the code 0 no response came: whether the record was changed is unknown.
      System.out.println("failed: " + error.getCode() + " " + error.getResponseBody());
    }
  }
}

package stock;

import java.io.File;
import java.util.Map;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.UpscaleApi;
import org.openapitools.client.model.UpscaleRequest;

/** Two calls as its user would make them: as generated, then with the key that it has no option for in the map of headers. */
public final class Main {
    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(arguments[0]);
        UpscaleRequest parameters =
                new UpscaleRequest().prompt("Ein stiller Weiher für Schwäne").resemblance(60).seed(7L);
        String json = client.getObjectMapper().writeValueAsString(parameters);
        UpscaleApi api = new UpscaleApi(client);
        for (Map<String, String> headers :
                new Map[] {Map.of(), Map.of("Authorization", "Bearer " + System.getenv("STOCK_KEY"))}) {
            try {
                System.out.println(api.upscale(json, new File(arguments[1]), headers).getData().size() + " images");
            } catch (ApiException e) {
                System.out.println("status " + e.getCode());
            }
        }
    }
}

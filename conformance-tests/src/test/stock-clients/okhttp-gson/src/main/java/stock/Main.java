package stock;

import java.io.File;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.UpscaleApi;
import org.openapitools.client.model.UpscaleRequest;

/** A call as its user would make it, with the key where the generated client has a place for it. */
public final class Main {
    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient();
        client.setBasePath(arguments[0]);
        client.setBearerToken(System.getenv("STOCK_KEY"));
        UpscaleRequest parameters =
                new UpscaleRequest().prompt("Ein stiller Weiher für Schwäne").resemblance(60).seed(7L);
        try {
            System.out.println(new UpscaleApi(client)
                            .upscale(parameters.toJson(), new File(arguments[1]))
                            .getData()
                            .size()
                    + " images");
        } catch (ApiException e) {
            System.out.println("status " + e.getCode());
        }
    }
}

using System;
using System.Net.Http;
using System.Threading.Tasks;
using Atomscale;

public static class FirstUpdate
{
    private static async Task Run()
    {
        var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-API-KEY", Environment.GetEnvironmentVariable("ATOMSCALE_API_KEY"));
        var client = new Client(http)
        {
            BaseUrl = Environment.GetEnvironmentVariable("ATOMSCALE_API_ENDPOINT") ?? "https://api.atomscale.ai",
            ReadResponseAsString = true,
        };
        try
        {
            var entry = await client.UpdateDataEntryAsync(
                Guid.Parse("d290f1ee-6c54-4b01-90e6-d701748f0851"),
                new DataEntryPatch { Pipeline_status = DataEntryPatchPipeline_status.Success });
            Console.WriteLine("updated: " + entry.Raw_name + " " + entry.Pipeline_status);
        }
        catch (ApiException error)
        {
            Console.WriteLine("failed: " + error.StatusCode + " " + error.Response);
        }
    }

    public static void Main()
    {
        Run().GetAwaiter().GetResult();
    }
}

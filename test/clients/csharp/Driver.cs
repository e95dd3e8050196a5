// Calls each vector through the client that NSwag generates into `Client.cs`.
using System;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Atomscale;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

public static class Driver
{
    private static async Task<object> Call(Client client, JToken vector)
    {
        var ids = vector["pathParameters"];
        var body = vector["body"].ToString();
        switch ((string)vector["operationId"])
        {
            case "updateDataEntry":
                return await client.UpdateDataEntryAsync(
                    Id(ids, "data_id"), JsonConvert.DeserializeObject<DataEntryPatch>(body));
            case "updateSampleAnnotation":
                return await client.UpdateSampleAnnotationAsync(
                    Id(ids, "physical_sample_id"), Id(ids, "annotation_id"),
                    JsonConvert.DeserializeObject<SampleAnnotationPatch>(body));
            case "updateTargetMaterialLayer":
                return await client.UpdateTargetMaterialLayerAsync(
                    JsonConvert.DeserializeObject<TargetMaterialLayerPatch>(body));
            default:
                throw new ArgumentException("The driver does not know " + vector["operationId"] + ".");
        }
    }

    private static Guid Id(JToken ids, string name)
    {
        return Guid.Parse((string)ids[name]);
    }

    private static async Task<object> Outcome(Client client, JToken vector)
    {
        try
        {
            return new { reply = await Call(client, vector) };
        }
        catch (ApiException error)
        {
            return new { status = error.StatusCode, error = error.Response };
        }
        catch (Exception error)
        {
            return new { crash = error.ToString() };
        }
    }

    private static JToken Read(string file)
    {
        // Newtonsoft.Json would otherwise read times as dates and write them in another form.
        var reader = new JsonTextReader(new StringReader(File.ReadAllText(file)));
        reader.DateParseHandling = DateParseHandling.None;
        return JToken.Load(reader);
    }

    private static async Task Run(string file, string url, string key)
    {
        var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-API-KEY", key);
        var index = 0;
        foreach (var vector in Read(file)["vectors"])
        {
            var client = new Client(http) { BaseUrl = url + "/" + index++, ReadResponseAsString = true };
            Console.WriteLine(JsonConvert.SerializeObject(await Outcome(client, vector)));
        }
    }

    public static void Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(false);
        Run(args[0], args[1], args[2]).GetAwaiter().GetResult();
    }
}

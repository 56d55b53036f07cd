using System.Text;
using BedrockPS.Engine;

namespace BedrockPS.Unit.Engine;

/// <summary>The settings and requests most tests begin with.</summary>
internal static class Requests
{
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    public static ConnectionSettings Settings(LoopbackServer server) =>
        new() { Region = "us-west-2", AccessKey = "AKIDEXAMPLE", SecretKey = SecretKey, EndpointUrl = server.Url };

    public static EngineClient Client(LoopbackServer server) => EngineClient.For(Settings(server));

    public static EngineRequest Converse(string modelId = "m", string body = "{}")
    {
        EngineRequest request = new("bedrock-runtime", "Converse", "POST", "/model/{modelId}/converse")
        {
            Body = Encoding.UTF8.GetBytes(body),
            // No waits before retries.
            Draw = () => 0,
        };
        request.PathParameters["modelId"] = modelId;
        return request;
    }
}

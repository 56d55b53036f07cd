using System.IO;
using System.Text.Json;
using BedrockPS.Conformance.Hosting;
using Xunit;

namespace BedrockPS.Conformance;

/// <summary>boto3, with models of its own, through the life of every kind of resource the local endpoint serves.</summary>
public sealed class ControlPlaneTests : IClassFixture<SharedEndpoint>
{
    private const int KindsBoto3HasKnownForLong = 20;

    private readonly EndpointProcess _endpoint;

    public ControlPlaneTests(SharedEndpoint shared) => _endpoint = shared.Endpoint;

    [Fact]
    public void EveryKindIsMadePagedChangedAndDeleted()
    {
        string script = Path.Combine(EndpointProcess.Metadata("Scripts"), "control_plane.py");
        JsonElement kinds = JsonDocument.Parse(Client.Python.Run(_endpoint, script)).RootElement;
        int known = 0;
        foreach (JsonProperty kind in kinds.EnumerateObject())
        {
            JsonElement told = kind.Value;
            if (told.TryGetProperty("unknown", out _))
            {
                continue;
            }

            known++;
            string what = $"{kind.Name}: {told}";
            Assert.True(told.GetProperty("pages").GetInt32() == 3, what);
            Assert.True(told.GetProperty("all").GetBoolean(), what);
            Assert.True(told.GetProperty("got").GetInt32() == 3, what);
            Assert.True(!told.TryGetProperty("twice", out JsonElement twice) || twice.GetString() == "ConflictException", what);
            if (told.TryGetProperty("gone", out JsonElement gone))
            {
                Assert.True(gone.GetArrayLength() == 1 && gone[0].GetString() == "ResourceNotFoundException", what);
                Assert.True(told.GetProperty("left").GetInt32() == 0, what);
            }
        }

        Assert.True(known >= KindsBoto3HasKnownForLong, kinds.ToString());
    }
}

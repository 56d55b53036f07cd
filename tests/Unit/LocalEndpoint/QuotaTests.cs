using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Local.Faults;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

/// <summary>Requests and tokens in a time, as the service counts them.</summary>
public sealed class QuotaTests
{
    private const string Nova = "/model/amazon.nova-lite-v1%3A0/";

    [Fact]
    public async Task So_many_requests_go_through_of_each_model()
    {
        using SigningClient client = new("rate:3/10m");
        int[] answers = new int[5];
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] = (int)(await client.PostAsync(Nova + "converse", Body(10))).StatusCode;
        }

        Assert.Equal([200, 200, 200, 429, 429], answers);
        Assert.True((await client.PostAsync("/model/amazon.nova-micro-v1%3A0/converse", Body(10))).IsSuccessStatusCode);
        Assert.True((await client.GetAsync("/foundation-models")).IsSuccessStatusCode);
        Assert.Equal("rate:3/10m", client.Server.ReadRequests()[4].Fault);
    }

    [Fact]
    public async Task Refusals_say_what_there_was_too_much_of()
    {
        using SigningClient client = new("rate:0/1s");
        HttpResponseMessage response = await client.PostAsync(Nova + "converse-stream", Body(10));
        Assert.Equal("429 ThrottlingException", SigningClient.ErrorOf(response));
        Assert.Equal("Too many requests, please wait before trying again.", (await SigningClient.ReadAsync(response)).GetProperty("message").GetString());

        client.Server.SetFaults(["tokens:100/1s"]);
        response = await client.PostAsync(Nova + "invoke", """{"messages":[{"role":"user","content":[{"text":"Hello"}]}],"inferenceConfig":{"maxTokens":200}}""");
        Assert.Equal("429 ThrottlingException", SigningClient.ErrorOf(response));
        Assert.Equal("Too many tokens, please wait before trying again.", (await SigningClient.ReadAsync(response)).GetProperty("message").GetString());
    }

    [Theory]
    [InlineData(900, 1, 429)]
    [InlineData(450, 1, 200)]
    [InlineData(null, 0, 429)]
    public async Task A_call_reserves_its_most_and_gives_back_what_it_did_not_use(int? maxTokens, int before, int expected)
    {
        // A call before has used about 80 tokens, whatever it had reserved.
        using SigningClient client = new("tokens:950/10m");
        for (int i = 0; i < before; i++)
        {
            Assert.True((await client.PostAsync(Nova + "converse", Body(800))).IsSuccessStatusCode);
        }

        string body = maxTokens is int most ? Body(most) : """{"messages":[{"role":"user","content":[{"text":"Hello"}]}]}""";
        Assert.Equal(expected, (int)(await client.PostAsync(Nova + "converse", body)).StatusCode);
    }

    [Fact]
    public async Task Embeddings_and_streams_count_too()
    {
        using SigningClient client = new("*embed*@rate:1/10m", "*nova*@rate:1/10m");
        string embed = """{"inputText":"Hello"}""";
        Assert.True((await client.PostAsync("/model/amazon.titan-embed-text-v2%3A0/invoke", embed)).IsSuccessStatusCode);
        Assert.Equal(429, (int)(await client.PostAsync("/model/amazon.titan-embed-text-v2%3A0/invoke", embed)).StatusCode);
        Assert.True((await client.PostAsync(Nova + "converse-stream", Body(10))).IsSuccessStatusCode);
        Assert.Equal(429, (int)(await client.PostAsync(Nova + "converse", Body(10))).StatusCode);
    }

    [Fact]
    public void A_share_is_free_again_after_its_time()
    {
        FaultPlan plan = new(["rate:2/1ms", "tokens:100/1ms"]);
        for (int i = 0; i < 50; i++)
        {
            // Spins until the window has moved on; a quota that never frees anything would hang here.
            while (plan.Reserve("Converse", "m", 90, out FaultRule? spent) is null)
            {
                Assert.NotNull(spent);
            }
        }
    }

    [Fact]
    public void What_one_quota_refuses_the_other_has_not_counted()
    {
        FaultPlan plan = new(["tokens:100/10m", "rate:1/10m"]);
        Assert.NotNull(plan.Reserve("Converse", "m", 40, out _));
        Assert.Null(plan.Reserve("Converse", "m", 40, out FaultRule? spent));
        Assert.Equal(FaultKind.Rate, spent!.Kind);
        Assert.Null(plan.Reserve("Converse", "m", 61, out spent));
        Assert.Equal(FaultKind.Tokens, spent!.Kind);
    }

    [Theory]
    [InlineData("rate")]
    [InlineData("rate:x/1s")]
    [InlineData("rate:5/1h")]
    [InlineData("rate:5/0s")]
    [InlineData("rate:5/1s/2s")]
    [InlineData("rate:5/1s:3")]
    [InlineData("tokens:-1/1s")]
    public void Nonsense_is_refused(string fault) => Assert.Throws<ArgumentException>(() => new FaultPlan([fault]));

    private static string Body(int maxTokens) =>
        """{"messages":[{"role":"user","content":[{"text":"Hello"}]}],"inferenceConfig":{"maxTokens":MAX}}""".Replace("MAX", maxTokens.ToString());
}

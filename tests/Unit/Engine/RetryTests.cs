using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Engine.Retry;
using Xunit;

namespace BedrockPS.Unit.Engine;

public class RetryTests
{
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429, "ThrottlingException", true)]
    [InlineData(429, "TooManyRequestsException", true)]
    [InlineData(429, "ModelNotReadyException", true)]
    [InlineData(429, "", true)]
    [InlineData(429, "ServiceQuotaExceededException", false)]
    [InlineData(400, "ThrottlingException", true)]
    [InlineData(400, "RequestTimeoutException", true)]
    [InlineData(500, "InternalServerException", true)]
    [InlineData(502, "", true)]
    [InlineData(503, "ServiceUnavailableException", true)]
    [InlineData(504, "", true)]
    [InlineData(408, "ModelTimeoutException", false)]
    [InlineData(424, "ModelErrorException", false)]
    [InlineData(400, "ValidationException", false)]
    [InlineData(400, "ServiceQuotaExceededException", false)]
    [InlineData(403, "AccessDeniedException", false)]
    [InlineData(403, "ExpiredTokenException", false)]
    [InlineData(404, "ResourceNotFoundException", false)]
    [InlineData(409, "ConflictException", false)]
    [InlineData(501, "", false)]
    public async Task An_error_is_sent_again_or_not(int status, string code, bool again)
    {
        await using LoopbackServer server = LoopbackServer.Sequence(
            x => code.Length == 0 ? x.RespondAsync(status, "gateway") : x.FailAsync(status, code),
            x => x.RespondAsync(200, "{}"));
        ConnectionSettings settings = Requests.Settings(server);
        settings.MaxAttempts = 2;
        Task<EngineResponse> call = EngineClient.For(settings).SendAsync(Requests.Converse(), s_token);
        if (again)
        {
            using EngineResponse response = await call;
            Assert.Equal(2, response.Attempts);
            Assert.Equal("attempt=2; max=2", server.Requests.Last()["amz-sdk-request"]);
            Assert.Single(server.Requests.Select(r => r["amz-sdk-invocation-id"]).Distinct());
        }
        else
        {
            EngineException e = await Assert.ThrowsAsync<EngineException>(() => call);
            Assert.Equal((EngineFailure.Service, status, 1), (e.Failure, e.StatusCode, e.Attempts));
            Assert.Single(server.Requests);
        }
    }

    [Fact]
    public async Task Attempts_end_and_the_last_error_is_told()
    {
        int count = 0;
        await using LoopbackServer server = new(x => x.FailAsync(429, "ThrottlingException", $"x-number: {Interlocked.Increment(ref count)}"));
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => Requests.Client(server).SendAsync(Requests.Converse(), s_token));
        Assert.Equal(("ThrottlingException", 3, "3"), (e.ErrorCode, e.Attempts, e.Headers!["x-number"]));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task One_attempt_means_no_retry()
    {
        await using LoopbackServer server = new(x => x.FailAsync(500, "InternalServerException"));
        ConnectionSettings settings = Requests.Settings(server);
        settings.MaxAttempts = 1;
        await Assert.ThrowsAsync<EngineException>(() => EngineClient.For(settings).SendAsync(Requests.Converse(), s_token));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Every_attempt_is_signed_for_itself_and_logged_without_secrets()
    {
        await using LoopbackServer server = LoopbackServer.Sequence(
            x => x.FailAsync(429, "ThrottlingException"),
            x => x.FailAsync(503, "ServiceUnavailableException"),
            x => x.RespondAsync(200, "{}"));
        List<string> log = [];
        EngineRequest request = Requests.Converse("amazon.nova-lite-v1:0");
        request.Log = log.Add;
        ConnectionSettings settings = Requests.Settings(server);
        settings.SessionToken = "the-session-token";
        (await EngineClient.For(settings).SendAsync(request, s_token)).Dispose();

        Assert.All(server.Requests, r => SignatureCheck.Verify(r, Requests.SecretKey, "us-west-2"));
        Assert.Equal(3, log.Count);
        Assert.Equal($"Converse: POST {server.Url}/model/amazon.nova-lite-v1%3A0/converse, region us-west-2, access key", log[0]);
        Assert.Matches(@"^Converse: attempt 2 of 3 after ThrottlingException \(429\), waiting \d\.\d\d s$", log[1]);
        Assert.Matches(@"^Converse: attempt 3 of 3 after ServiceUnavailableException \(503\), waiting \d\.\d\d s$", log[2]);
        Assert.DoesNotContain(log, l => l.Contains(Requests.SecretKey) || l.Contains("the-session-token"));
    }

    [Fact]
    public async Task A_refused_connection_is_tried_again_and_then_told()
    {
        int port;
        await using (LoopbackServer gone = LoopbackServer.Always())
        {
            port = gone.Port;
        }

        List<string> log = [];
        EngineRequest request = Requests.Converse();
        request.Log = log.Add;
        ConnectionSettings settings = new()
        {
            Region = "us-west-2", AccessKey = "a", SecretKey = "b", EndpointUrl = $"http://127.0.0.1:{port}", MaxAttempts = 2,
        };
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => EngineClient.For(settings).SendAsync(request, s_token));
        Assert.Equal((EngineFailure.Connection, 2, 0), (e.Failure, e.Attempts, e.StatusCode));
        Assert.IsType<SocketException>(e.GetBaseException());
        Assert.StartsWith("Converse: attempt 2 of 2 after Connection, waiting", log[1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_post_that_may_have_been_worked_on_is_not_sent_twice(bool reset)
    {
        await using LoopbackServer server = LoopbackServer.Sequence(x => Break(x, reset), x => x.RespondAsync(200, "{}"));
        EngineException e = await Assert.ThrowsAsync<EngineException>(
            () => Requests.Client(server).SendAsync(Requests.Converse(), s_token));
        Assert.Equal((EngineFailure.Connection, 1), (e.Failure, e.Attempts));
        Assert.EndsWith("it was not sent again.", e.Message);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("GET", "GetFoundationModel", true)]
    [InlineData("PUT", "UpdateAgent", false)]
    [InlineData("DELETE", "DeleteAgent", true)]
    [InlineData("POST", "ListAgents", false)]
    [InlineData("POST", "Retrieve", true)]
    [InlineData("POST", "CountTokens", false)]
    public async Task What_may_be_sent_twice_is_sent_again_after_a_broken_connection(string method, string operation, bool reset)
    {
        await using LoopbackServer server = LoopbackServer.Sequence(x => Break(x, reset), x => x.RespondAsync(200, "{}"));
        EngineRequest request = new("bedrock-agent", operation, method, "/x") { Body = method == "GET" ? null : [1], Draw = () => 0 };
        using EngineResponse response = await Requests.Client(server).SendAsync(request, s_token);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task The_caller_may_allow_a_post_to_be_sent_twice()
    {
        await using LoopbackServer server = LoopbackServer.Sequence(x => Break(x, true), x => x.RespondAsync(200, "{}"));
        EngineRequest request = Requests.Converse();
        request.MayBeSentTwice = true;
        (await Requests.Client(server).SendAsync(request, s_token)).Dispose();
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_not_fetched_again()
    {
        await using LoopbackServer server = new(async x =>
        {
            await x.StartAsync(200, "Content-Length: 100");
            await x.SendAsync(new byte[10]);
            x.Close();
        });
        EngineRequest request = new("bedrock", "ListFoundationModels", "GET", "/foundation-models");
        using EngineResponse response = await Requests.Client(server).SendAsync(request, s_token);
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => response.ReadBodyAsync(s_token));
        Assert.Equal(EngineFailure.Connection, e.Failure);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("InvalidSignatureException", 600, true)]
    [InlineData("RequestExpired", -3600, true)]
    [InlineData("InvalidSignatureException", 30, false)]
    [InlineData("AccessDeniedException", 600, false)]
    public async Task A_wrong_clock_is_set_right_by_the_service_s_date(string code, int secondsOff, bool again)
    {
        await using LoopbackServer server = new(x =>
        {
            DateTime theirs = DateTime.UtcNow.AddSeconds(secondsOff);
            DateTime signed = DateTime.ParseExact(x.Request["x-amz-date"]!, "yyyyMMdd'T'HHmmss'Z'", null, DateTimeStyles.AdjustToUniversal);
            return (theirs - signed).Duration() < TimeSpan.FromSeconds(20)
                ? x.RespondAsync(200, "{}")
                : x.FailAsync(403, code, $"Date: {theirs:R}");
        });
        ConnectionSettings settings = Requests.Settings(server);
        Task<EngineResponse> call = EngineClient.For(settings).SendAsync(Requests.Converse(), s_token);
        if (again)
        {
            (await call).Dispose();
            (await EngineClient.For(settings).SendAsync(Requests.Converse(), s_token)).Dispose();
            Assert.Equal(3, server.Requests.Count);
            SignatureCheck.Verify(server.Requests.Last(), Requests.SecretKey, "us-west-2");
        }
        else
        {
            await Assert.ThrowsAsync<EngineException>(() => call);
            Assert.Single(server.Requests);
        }
    }

    [Fact]
    public void Waits_grow_from_one_second_to_twenty_and_are_drawn_at_random()
    {
        Assert.Equal([1, 2, 4, 8, 16, 20, 20], Enumerable.Range(1, 7).Select(n => RetryRules.WaitAfter(n, 1, null).TotalSeconds));
        Assert.Equal(2, RetryRules.WaitAfter(3, 0.5, null).TotalSeconds);
        Assert.Equal(20, RetryRules.WaitAfter(100, 1, null).TotalSeconds);
        Assert.Equal(0, RetryRules.WaitAfter(3, 0, null).TotalSeconds);
    }

    [Theory]
    [InlineData("Retry-After", "3", 3)]
    [InlineData("retry-after", "3600", 20)]
    [InlineData("Retry-After", "soon", 0.5)]
    [InlineData("Retry-After", "-4", 0.5)]
    [InlineData("x-amz-retry-after", "1500", 1.5)]
    [InlineData("x-amz-retry-after", "100", 0.5)]
    public void A_wait_the_service_asks_for_is_kept_within_bounds(string header, string value, double seconds)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase) { [header] = value };
        Assert.Equal(seconds, RetryRules.WaitAfter(1, 0.5, headers).TotalSeconds);
    }

    [Fact]
    public void When_everything_fails_retries_stop_before_attempts_do()
    {
        RetryQuota quota = new();
        int spent = 0;
        while (quota.TrySpend())
        {
            spent++;
        }

        Assert.Equal(100, spent);
        quota.Refill(attempts: 1);
        Assert.False(quota.TrySpend());
        quota.Refill(attempts: 2);
        Assert.True(quota.TrySpend());
    }

    private static Task Break(Exchange x, bool reset)
    {
        if (reset)
        {
            x.Reset();
        }
        else
        {
            x.Close();
        }

        return Task.CompletedTask;
    }
}

using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Engine.Endpoints;
using Xunit;

namespace BedrockPS.Unit.Engine;

/// <summary>Where requests go: region, endpoint, their sources and which wins.</summary>
[Collection("Environment")]
public class RegionAndEndpointTests
{
    private const string Region = "eu-central-1";
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;

    [Fact]
    public void The_region_given_wins_then_the_profile_s_then_the_environment_s()
    {
        using EnvironmentScope scope = new();
        scope.Config("[default]\nregion = eu-north-1\n[profile other]\nregion=eu-south-1\n[profile bare]\noutput=json\n");
        scope.Set("AWS_REGION", "us-east-1").Set("AWS_DEFAULT_REGION", "us-east-2");
        Assert.Equal("ap-south-1", RegionOf(new ConnectionSettings { Region = "ap-south-1", ProfileName = "other" }));
        Assert.Equal("eu-south-1", RegionOf(new ConnectionSettings { ProfileName = "other" }));
        Assert.Equal("eu-north-1", RegionOf(new ConnectionSettings()));
        Assert.Equal("us-east-1", RegionOf(new ConnectionSettings { ProfileName = "bare" }));
        scope.Set("AWS_REGION", null);
        Assert.Equal("us-east-2", RegionOf(new ConnectionSettings { ProfileName = "bare" }));
        scope.Set("AWS_PROFILE", "other");
        Assert.Equal("eu-south-1", RegionOf(new ConnectionSettings()));
    }

    [Fact]
    public void No_region_anywhere_is_an_error_that_says_where_it_was_looked_for()
    {
        using EnvironmentScope scope = new();
        EngineException e = Assert.Throws<EngineException>(() => RegionOf(new ConnectionSettings()));
        Assert.Equal(EngineFailure.NoRegion, e.Failure);
        Assert.Contains("AWS_REGION", e.Message);
    }

    [Fact]
    public async Task The_region_may_come_from_the_instance_with_one_short_question()
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer metadata = new(x => x.Request.Target switch
        {
            "/latest/api/token" when x.Request.Method == "PUT" => x.RespondAsync(200, "a-token"),
            "/latest/meta-data/placement/region" when x.Request["x-aws-ec2-metadata-token"] == "a-token" => x.RespondAsync(200, "ca-west-1"),
            _ => x.RespondAsync(404, ""),
        });
        scope.Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.Url);
        Assert.Equal(EngineFailure.NoRegion, Assert.Throws<EngineException>(() => RegionOf(new ConnectionSettings())).Failure);
        Assert.Empty(metadata.Requests);
        scope.Set("AWS_EC2_METADATA_DISABLED", null);
        Assert.Equal("ca-west-1", RegionOf(new ConnectionSettings()));
    }

    [Fact]
    public async Task A_machine_without_metadata_is_asked_once_and_not_again_for_a_while()
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer silent = new(x => x.HangAsync());
        scope.Set("AWS_EC2_METADATA_DISABLED", "false").Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", silent.Url);
        Assert.Throws<EngineException>(() => RegionOf(new ConnectionSettings()));
        EngineException e = await Assert.ThrowsAsync<EngineException>(
            () => EngineClient.For(new ConnectionSettings { Region = Region }).SendAsync(Requests.Converse(), s_token));
        Assert.Equal(EngineFailure.NoCredentials, e.Failure);
        Assert.Single(silent.Requests);
    }

    [Theory]
    [InlineData("us-east-1", false, false, "https://bedrock-runtime.us-east-1.amazonaws.com")]
    [InlineData("us-east-1", true, false, "https://bedrock-runtime-fips.us-east-1.amazonaws.com")]
    [InlineData("us-east-1", false, true, "https://bedrock-runtime.us-east-1.api.aws")]
    [InlineData("us-east-1", true, true, "https://bedrock-runtime-fips.us-east-1.api.aws")]
    [InlineData("us-gov-west-1", true, false, "https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com")]
    [InlineData("cn-north-1", false, false, "https://bedrock-runtime.cn-north-1.amazonaws.com.cn")]
    [InlineData("cn-north-1", true, true, "https://bedrock-runtime-fips.cn-north-1.api.amazonwebservices.com.cn")]
    [InlineData("us-iso-east-1", false, false, "https://bedrock-runtime.us-iso-east-1.c2s.ic.gov")]
    [InlineData("us-isob-east-1", false, false, "https://bedrock-runtime.us-isob-east-1.sc2s.sgov.gov")]
    [InlineData("zz-new-9", false, false, "https://bedrock-runtime.zz-new-9.amazonaws.com")]
    public async Task An_endpoint_follows_from_region_fips_and_dual_stack(string region, bool fips, bool dual, string url)
    {
        using EnvironmentScope scope = new();
        ConnectionSettings settings = new() { Region = region, UseFips = fips, UseDualStack = dual };
        Assert.Equal(url, await EndpointOf(settings, "bedrock-runtime"));
    }

    [Theory]
    [InlineData("bedrock")]
    [InlineData("bedrock-runtime")]
    [InlineData("bedrock-agent")]
    [InlineData("bedrock-agent-runtime")]
    public async Task Each_service_has_its_own_host(string service)
    {
        using EnvironmentScope scope = new();
        Assert.Equal($"https://{service}.{Region}.amazonaws.com", await EndpointOf(new ConnectionSettings { Region = Region }, service));
    }

    [Theory]
    [InlineData("us-east-1")]
    [InlineData("us-gov-east-1")]
    [InlineData("cn-northwest-1")]
    [InlineData("us-iso-west-1")]
    [InlineData("us-isob-east-1")]
    [InlineData("us-isof-south-1")]
    [InlineData("eu-isoe-west-1")]
    [InlineData("eusc-de-east-1")]
    [InlineData("il-central-1")]
    public void The_partition_s_names_are_those_the_sdk_knows(string region)
    {
        Amazon.Runtime.Endpoints.PropertyBag known = Amazon.Runtime.Internal.Endpoints.StandardLibrary.Fn.Partition(region);
        Partition ours = Partition.Of(region);
        Assert.Equal((known["dnsSuffix"], known["dualStackDnsSuffix"]), (ours.Suffix, ours.DualStackSuffix));
    }

    [Theory]
    [InlineData("us-east-1", "https://iam.amazonaws.com", "us-east-1")]
    [InlineData("ap-south-1", "https://iam.amazonaws.com", "us-east-1")]
    [InlineData("us-gov-east-1", "https://iam.us-gov.amazonaws.com", "us-gov-west-1")]
    [InlineData("cn-northwest-1", "https://iam.cn-north-1.amazonaws.com.cn", "cn-north-1")]
    [InlineData("us-iso-west-1", "https://iam.us-iso-east-1.c2s.ic.gov", "us-iso-east-1")]
    [InlineData("eusc-de-east-1", "https://iam.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1")]
    public void A_service_without_regions_has_one_endpoint_a_partition(string region, string url, string signed)
    {
        Assert.Equal(url, ServiceEndpoint.Global("iam", region).Origin);
        Assert.Equal(signed, Partition.Of(region).HomeRegion);
    }

    [Fact]
    public async Task An_endpoint_of_Bedrock_is_none_of_another_service_unless_it_is_on_this_machine()
    {
        using EnvironmentScope scope = new();
        ConnectionSettings settings = new() { Region = Region, EndpointUrl = "https://vpce.example" };
        Assert.Equal("https://vpce.example", await EndpointOf(settings, "bedrock-agent"));
        Assert.Equal($"https://sts.{Region}.amazonaws.com", await EndpointOf(settings, "sts"));
        settings.EndpointUrl = "http://127.0.0.1:5000";
        Assert.Equal("http://127.0.0.1:5000", await EndpointOf(settings, "sts"));
        scope.Set("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:5001");
        Assert.Equal("http://127.0.0.1:5001", await EndpointOf(settings, "sts"));
    }

    [Fact]
    public async Task Fips_and_dual_stack_come_from_settings_then_environment_then_profile()
    {
        using EnvironmentScope scope = new();
        scope.Config("[default]\nuse_fips_endpoint = true\nuse_dualstack_endpoint=TRUE\n");
        ConnectionSettings settings = new() { Region = Region };
        Assert.Equal($"https://bedrock-fips.{Region}.api.aws", await EndpointOf(settings, "bedrock"));
        scope.Set("AWS_USE_FIPS_ENDPOINT", "false").Set("AWS_USE_DUALSTACK_ENDPOINT", "False");
        Assert.Equal($"https://bedrock.{Region}.amazonaws.com", await EndpointOf(settings, "bedrock"));
        settings.UseFips = true;
        Assert.Equal($"https://bedrock-fips.{Region}.amazonaws.com", await EndpointOf(settings, "bedrock"));
    }

    [Fact]
    public async Task Endpoints_come_from_settings_then_environment_then_profile_the_service_s_own_first()
    {
        using EnvironmentScope scope = new();
        ConnectionSettings settings = new() { Region = Region };
        scope.Config(
            """
            [default]
            endpoint_url = https://profile.example
            services = local
            [services local]
            bedrock_runtime =
              endpoint_url = https://profile-runtime.example/base
            s3 =
              endpoint_url = https://s3.example
            """);
        Assert.Equal("https://profile-runtime.example/base", await EndpointOf(settings, "bedrock-runtime"));
        Assert.Equal("https://profile.example", await EndpointOf(settings, "bedrock-agent"));
        scope.Set("AWS_ENDPOINT_URL", "https://all.example");
        Assert.Equal("https://all.example", await EndpointOf(settings, "bedrock-runtime"));
        scope.Set("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "https://runtime.example");
        scope.Set("AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME", "https://agent-runtime.example");
        Assert.Equal("https://runtime.example", await EndpointOf(settings, "bedrock-runtime"));
        Assert.Equal("https://agent-runtime.example", await EndpointOf(settings, "bedrock-agent-runtime"));
        Assert.Equal("https://all.example", await EndpointOf(settings, "bedrock"));
        settings.EndpointUrl = "https://given.example:8443/x/";
        Assert.Equal("https://given.example:8443/x", await EndpointOf(settings, "bedrock-runtime"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Configured_endpoints_can_be_ignored_but_not_a_given_one(bool byEnvironment)
    {
        using EnvironmentScope scope = new();
        scope.Set("AWS_ENDPOINT_URL", "https://all.example");
        scope.Config($"[default]\nendpoint_url = https://profile.example\n{(byEnvironment ? "" : "ignore_configured_endpoint_urls = true")}\n");
        scope.Set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", byEnvironment ? "true" : null);
        ConnectionSettings settings = new() { Region = Region };
        Assert.Equal($"https://bedrock.{Region}.amazonaws.com", await EndpointOf(settings, "bedrock"));
        settings.EndpointUrl = "https://given.example";
        Assert.Equal("https://given.example", await EndpointOf(settings, "bedrock"));
    }

    [Fact]
    public async Task A_configured_endpoint_that_is_none_is_told_with_its_origin()
    {
        using EnvironmentScope scope = new();
        scope.Set("AWS_ENDPOINT_URL_BEDROCK", "nonsense");
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => EndpointOf(new ConnectionSettings { Region = Region }, "bedrock"));
        Assert.Equal(EngineFailure.EndpointInvalid, e.Failure);
        Assert.Contains("AWS_ENDPOINT_URL_BEDROCK", e.Message);
    }

    [Theory]
    [InlineData("https://bedrock-runtime.us-west-2.amazonaws.com", "us-west-2")]
    [InlineData("https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1")]
    [InlineData("https://vpce-0a1b-2c3d.bedrock-runtime.eu-west-3.vpce.amazonaws.com", "eu-west-3")]
    [InlineData("https://bedrock.cn-north-1.amazonaws.com.cn", "cn-north-1")]
    [InlineData("https://bedrock-agent.eu-west-1.api.aws", "eu-west-1")]
    [InlineData("https://bedrock-runtime.us-west-2.example.com", null)]
    [InlineData("https://localhost:8080", null)]
    public void A_host_name_of_aws_tells_its_region(string url, string? region) =>
        Assert.Equal(region, ServiceEndpoint.FromUrl(url, "test").RegionOfHost);

    [Theory]
    [InlineData("https://host.example", "host.example")]
    [InlineData("https://host.example:443", "host.example")]
    [InlineData("https://host.example:8443/a", "host.example:8443")]
    [InlineData("http://[::1]:8080", "[::1]:8080")]
    [InlineData("http://127.0.0.1:80", "127.0.0.1")]
    public void The_host_header_has_the_port_where_needed(string url, string host) =>
        Assert.Equal(host, ServiceEndpoint.FromUrl(url, "test").Host);

    [Fact]
    public async Task A_call_that_was_told_everything_looks_at_no_profile()
    {
        using EnvironmentScope scope = new();
        scope.Set("AWS_PROFILE", "does-not-exist");
        await using LoopbackServer server = LoopbackServer.Always();
        (await Requests.Client(server).SendAsync(Requests.Converse(), s_token)).Dispose();
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Attempts_come_from_settings_then_profile_then_environment()
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer server = new(x => x.FailAsync(500, "InternalServerException"));
        scope.Set("AWS_ENDPOINT_URL", server.Url).Set("AWS_ACCESS_KEY_ID", "a").Set("AWS_SECRET_ACCESS_KEY", "b").Set("AWS_MAX_ATTEMPTS", "2");
        scope.Set("AWS_RETRY_MODE", "adaptive");
        Assert.Equal(2, await AttemptsOf(new ConnectionSettings { Region = Region }));
        scope.Set("AWS_MAX_ATTEMPTS", "none");
        Assert.Equal(3, await AttemptsOf(new ConnectionSettings { Region = Region }));
        scope.Config("[default]\nmax_attempts = 4\n");
        scope.Set("AWS_MAX_ATTEMPTS", "2");
        Assert.Equal(4, await AttemptsOf(new ConnectionSettings { Region = Region }));
        Assert.Equal(1, await AttemptsOf(new ConnectionSettings { Region = Region, MaxAttempts = 1 }));
    }

    [Fact]
    public async Task A_service_of_one_region_is_found_there_or_where_its_variable_says()
    {
        using EnvironmentScope scope = new();
        EngineRequest request = new("pricing", "GetProducts", "POST", "/") { EndpointPrefix = "api.pricing", Region = "us-east-1" };
        ConnectionSettings settings = new() { Region = "eu-west-1" };
        Assert.Equal("https://api.pricing.us-east-1.amazonaws.com", await UrlOf());
        scope.Set("AWS_ENDPOINT_URL_PRICING", "https://prices.example/base");
        Assert.Equal("https://prices.example/base", await UrlOf());

        async Task<string> UrlOf()
        {
            ServiceEndpoint endpoint = await new ResolvedConnection(settings, AwsEnvironment.Read()).EndpointAsync(request, s_token);
            return endpoint.Origin + endpoint.BasePath;
        }
    }

    private static async Task<int> AttemptsOf(ConnectionSettings settings) =>
        (await Assert.ThrowsAsync<EngineException>(() => EngineClient.For(settings).SendAsync(Requests.Converse(), s_token))).Attempts;

    private static string RegionOf(ConnectionSettings settings) => EngineClient.For(settings).ResolveRegion();

    private static async Task<string> EndpointOf(ConnectionSettings settings, string service)
    {
        ServiceEndpoint endpoint = await new ResolvedConnection(settings, AwsEnvironment.Read()).EndpointAsync(new EngineRequest(service, "Any", "GET", "/"), s_token);
        return endpoint.Origin + endpoint.BasePath;
    }
}

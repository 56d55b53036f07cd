using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security;
using System.Text;
using System.Threading.Tasks;
using BedrockPS.Unit.Cmdlets;
using BedrockPS.Unit.Engine;
using Xunit;

namespace BedrockPS.Unit.Access;

/// <summary>What the doctor learns from STS and IAM, for which a small server stands in.</summary>
[Collection("Environment")]
public sealed class AccessIdentityTests : EndpointSession, IAsyncLifetime
{
    private const string Role = "arn:aws:iam::123456789012:role/ops/Admin";
    private const string Profile = "us.amazon.nova-premier-v1:0";

    private readonly EnvironmentScope _environment = new();
    private readonly Dictionary<string, (int Status, string Xml)> _answers = new()
    {
        ["GetCallerIdentity"] = Result("GetCallerIdentity", "<Arn>arn:aws:sts::123456789012:assumed-role/Admin/me</Arn><UserId>A:me</UserId><Account>123456789012</Account>"),
        ["GetRole"] = Result("GetRole", $"<Role><Path>/ops/</Path><RoleName>Admin</RoleName><Arn>{Role}</Arn></Role>"),
        ["SimulatePrincipalPolicy"] = Simulated("allowed", "allowed"),
    };

    private readonly LoopbackServer _server;

    public AccessIdentityTests() => _server = new LoopbackServer(exchange =>
    {
        (int status, string xml) = _answers[Form(exchange.Request)["Action"]];
        return exchange.RespondAsync(status, xml, "Content-Type: text/xml");
    });

    public ValueTask InitializeAsync()
    {
        _environment.Set("AWS_ENDPOINT_URL_STS", _server.Url).Set("AWS_ENDPOINT_URL_IAM", _server.Url);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        _environment.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public void The_identity_is_named_and_its_policies_are_simulated()
    {
        Dictionary<string, AccessCheck> checks = Checks($"Test-BRModelAccess {Profile} -SkipCall");
        Assert.Equal(AccessStatus.OK, checks["Identity"].Status);
        Assert.Contains("assumed-role/Admin/me", checks["Identity"].Evidence, StringComparison.Ordinal);
        Assert.Equal(AccessStatus.OK, checks["Policy"].Status);

        ReceivedRequest[] requests = [.. _server.Requests];
        Assert.All(requests, static request => Assert.Contains("SignedHeaders=", request["Authorization"], StringComparison.Ordinal));
        Assert.Contains("/us-east-1/sts/aws4_request", requests[0]["Authorization"], StringComparison.Ordinal);
        Assert.Contains("/us-east-1/iam/aws4_request", requests[1]["Authorization"], StringComparison.Ordinal);
        Dictionary<string, string> form = Form(requests[^1]);
        Assert.Equal(Role, form["PolicySourceArn"]);
        Assert.Equal(["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], List(form, "ActionNames"));

        // The profile, and the model in each of its regions.
        Assert.Equal(
            [
                $"arn:aws:bedrock:us-east-1:123456789012:inference-profile/{Profile}",
                "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-premier-v1:0",
                "arn:aws:bedrock:us-east-2::foundation-model/amazon.nova-premier-v1:0",
                "arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-premier-v1:0",
            ],
            List(form, "ResourceArns"));
        Assert.Contains($"arn:aws:bedrock:us-east-1:123456789012:inference-profile/{Profile}", form.Values);
    }

    [Fact]
    public void STS_is_asked_once_for_several_models()
    {
        Shell.Run("Test-BRModelAccess nova-lite, nova-pro, nova-micro -SkipCall");
        Assert.Single(_server.Requests, static request => Form(request)["Action"] == "GetCallerIdentity");
    }

    [Theory]
    [InlineData("implicitDeny", "New-BRIamPolicy -Model amazon.nova-lite-v1:0 -AccountId 123456789012")]
    [InlineData("explicitDeny", "explicit Deny")]
    public void A_policy_that_refuses_is_told_with_what_to_do(string decision, string fix)
    {
        _answers["SimulatePrincipalPolicy"] = Simulated("allowed", decision);
        AccessCheck policy = Checks("Test-BRModelAccess nova-lite -SkipCall")["Policy"];
        Assert.Equal(AccessStatus.Failed, policy.Status);
        Assert.Contains($"bedrock:InvokeModelWithResponseStream on arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0 ({decision})", policy.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("bedrock:InvokeModel on", policy.Evidence, StringComparison.Ordinal);
        Assert.Contains(fix, policy.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_of_single_resources_count_where_there_are_some()
    {
        _answers["SimulatePrincipalPolicy"] = Result(
            "SimulatePrincipalPolicy",
            "<EvaluationResults><member><EvalActionName>bedrock:InvokeModel</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>implicitDeny</EvalDecision>"
            + "<ResourceSpecificResults><member><EvalResourceName>arn:one</EvalResourceName><EvalResourceDecision>allowed</EvalResourceDecision></member>"
            + "<member><EvalResourceName>arn:two</EvalResourceName><EvalResourceDecision>implicitDeny</EvalResourceDecision></member></ResourceSpecificResults>"
            + "</member></EvaluationResults>");
        AccessCheck policy = Checks("Test-BRModelAccess nova-lite -SkipCall")["Policy"];
        Assert.Contains("refuse bedrock:InvokeModel on arn:two (implicitDeny).", policy.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GetCallerIdentity", "Identity", "sts:GetCallerIdentity")]
    [InlineData("SimulatePrincipalPolicy", "Policy", "iam:SimulatePrincipalPolicy")]
    public void Who_may_not_ask_is_told_what_to_ask_for(string action, string check, string permission)
    {
        _answers[action] = Refused(action);
        Dictionary<string, AccessCheck> checks = Checks("Test-BRModelAccess nova-lite");
        Assert.Equal(AccessStatus.Denied, checks[check].Status);
        Assert.Contains(permission, checks[check].Fix, StringComparison.Ordinal);
        Assert.Equal(AccessStatus.OK, checks["Call"].Status);
    }

    [Fact]
    public void A_role_that_may_not_be_looked_at_is_taken_to_have_no_path()
    {
        _answers["GetRole"] = Refused("GetRole");
        Assert.Equal(AccessStatus.OK, Checks("Test-BRModelAccess nova-lite -SkipCall")["Policy"].Status);
        Assert.Equal("arn:aws:iam::123456789012:role/Admin", Form(_server.Requests.Last())["PolicySourceArn"]);
    }

    [Fact]
    public void A_user_is_asked_about_as_itself_and_the_root_user_not_at_all()
    {
        _answers["GetCallerIdentity"] = Result("GetCallerIdentity", "<Arn>arn:aws:iam::123456789012:user/ann</Arn><Account>123456789012</Account>");
        Assert.Equal(AccessStatus.OK, Checks("Test-BRModelAccess nova-lite -SkipCall")["Policy"].Status);
        Assert.Equal("arn:aws:iam::123456789012:user/ann", Form(_server.Requests.Last())["PolicySourceArn"]);
        _answers["GetCallerIdentity"] = Result("GetCallerIdentity", "<Arn>arn:aws:iam::123456789012:root</Arn><Account>123456789012</Account>");
        Assert.Equal(AccessStatus.Skipped, Checks("Test-BRModelAccess nova-lite -SkipCall")["Policy"].Status);
    }

    [Fact]
    public void What_is_no_answer_of_STS_is_told_and_not_believed()
    {
        _answers["GetCallerIdentity"] = (200, "<html><body>Welcome</body></html>");
        AccessCheck identity = Checks("Test-BRModelAccess nova-lite -SkipCall")["Identity"];
        Assert.Equal(AccessStatus.Failed, identity.Status);
        Assert.StartsWith("ResponseUnreadable", identity.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_API_key_has_no_identity_to_ask_for()
    {
        using SecureString key = new();
        foreach (char letter in Endpoint.ApiKey)
        {
            key.AppendChar(letter);
        }

        Shell.Runspace.SessionStateProxy.SetVariable("key", key);
        Dictionary<string, AccessCheck> checks = Checks($"Test-BRModelAccess {Nova} -SkipCall -EndpointUrl {Endpoint.Url} -Region us-east-1 -ApiKey $key");
        Assert.Equal(AccessStatus.Skipped, checks["Identity"].Status);
        Assert.Equal(AccessStatus.Skipped, checks["Policy"].Status);
        Assert.Equal(AccessStatus.OK, checks["Agreement"].Status);
        Assert.Empty(_server.Requests);
    }

    private static (int Status, string Xml) Result(string action, string content) => (
        200,
        $"<{action}Response xmlns=\"https://example.com/doc/\"><{action}Result>{content}</{action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></{action}Response>");

    private static (int Status, string Xml) Refused(string action) => (
        403,
        "<ErrorResponse xmlns=\"https://example.com/doc/\"><Error><Type>Sender</Type><Code>AccessDenied</Code>"
        + $"<Message>User: me is not authorized to perform: {(action == "GetCallerIdentity" ? "sts" : "iam")}:{action} on resource: it</Message></Error><RequestId>7</RequestId></ErrorResponse>");

    private static (int Status, string Xml) Simulated(string invoke, string stream) => Result(
        "SimulatePrincipalPolicy",
        $"<IsTruncated>false</IsTruncated><EvaluationResults>{Decision("bedrock:InvokeModel", invoke)}{Decision("bedrock:InvokeModelWithResponseStream", stream)}</EvaluationResults>");

    private static string Decision(string action, string decision) =>
        $"<member><EvalActionName>{action}</EvalActionName><EvalResourceName>arn:aws:bedrock:us-east-1::foundation-model/{Nova}</EvalResourceName>"
        + $"<EvalDecision>{decision}</EvalDecision><MatchedStatements/></member>";

    private static Dictionary<string, string> Form(ReceivedRequest request) => Encoding.UTF8.GetString(request.Body).Split('&')
        .Select(static pair => pair.Split('=')).ToDictionary(static pair => WebUtility.UrlDecode(pair[0]), static pair => WebUtility.UrlDecode(pair[1]));

    private static string[] List(Dictionary<string, string> form, string name) =>
        [.. form.Where(entry => entry.Key.StartsWith(name + ".member.", StringComparison.Ordinal)).Select(static entry => entry.Value)];

    private Dictionary<string, AccessCheck> Checks(string script)
    {
        Dictionary<string, AccessCheck> checks = Shell.Run(script).Select(static item => (AccessCheck)item.BaseObject).ToDictionary(static check => check.Check);
        Assert.Empty(Shell.Errors.Select(static error => error.ToString()));
        return checks;
    }
}

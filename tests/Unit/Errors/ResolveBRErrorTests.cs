using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using BedrockPS.Errors;
using BedrockPS.Unit.Cmdlets;
using BedrockPS.Unit.Docs;
using Xunit;

namespace BedrockPS.Unit.Errors;

public sealed partial class ResolveBRErrorTests : EndpointSession
{
    public static TheoryData<string> Codes => [.. ErrorTable.Codes.Concat(ErrorExplanations.Known).Distinct()];

    [Fact]
    public void A_refusal_names_the_permission_and_what_to_run()
    {
        Shell.Run("$ep.SetFault('denied:1')", ("ep", Endpoint));
        ErrorExplanation explanation = Shell.One<ErrorExplanation>(
            $"Invoke-BRModel hi -Model {Nova} -ErrorAction SilentlyContinue -ErrorVariable problem; $problem | Resolve-BRError");

        Assert.Equal(("AccessDenied", ErrorCategory.PermissionDenied, 403), (explanation.Code, explanation.Category, explanation.StatusCode));
        Assert.Equal(("bedrock-runtime", "Converse", "bedrock:InvokeModel"), (explanation.Service, explanation.Operation, explanation.IamAction));
        Assert.False(explanation.IsRetryable);
        Assert.NotNull(explanation.RequestId);
        Assert.Equal("hi", explanation.TargetObject);
        Assert.True(explanation.Cause.Length > 1);
        Assert.Contains(explanation.NextCommand, static command => command.StartsWith("aws iam simulate-principal-policy", StringComparison.Ordinal) && command.Contains("bedrock:InvokeModel"));
        Assert.Equal(explanation.Summary, explanation.ToString());
    }

    [Fact]
    public void The_resource_is_the_one_the_service_names()
    {
        const string arn = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0";
        BedrockException exception = new(
            "AccessDenied", $"User: arn:aws:iam::1:user/x is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: {arn} because no policy allows it")
        {
            Service = "bedrock-runtime",
            Operation = "ConverseStream",
        };

        ErrorExplanation explanation = Explainer.Explain(exception, null);

        Assert.Equal(("bedrock:InvokeModelWithResponseStream", arn), (explanation.IamAction, explanation.Resource));
        Assert.Contains(explanation.NextCommand, static command => command.EndsWith("--resource-arns " + arn, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Validation", "Invocation of model ID x with on-demand throughput isn’t supported. Retry", "inference profile")]
    [InlineData("Validation", "The provided model identifier is invalid.", "no model of this id")]
    [InlineData("Validation", "Input is too long for requested model.", "longer than the model")]
    [InlineData("AccessDenied", "You don't have access to the model with the specified model ID.", "may not use this model")]
    [InlineData("AccessDenied", "not authorized to perform: bedrock:InvokeModel with an explicit deny in a service control policy", "forbids")]
    [InlineData("ResourceNotFound", "This model version has reached the end of its life.", "retired")]
    public void One_code_is_several_troubles(string code, string message, string summary) =>
        Assert.Contains(summary, Explainer.Explain(new BedrockException(code, message), null).Summary);

    [Fact]
    public void Without_an_error_the_latest_of_the_module_is_explained()
    {
        ErrorExplanation explanation = Shell.One<ErrorExplanation>(
            """
            Invoke-BRModel hi -Model no-such-model -ErrorAction SilentlyContinue
            no-such-command 2>$null
            'x' | Resolve-BRError -ErrorAction SilentlyContinue 2>$null
            $Error[1] | Resolve-BRError -ErrorAction SilentlyContinue
            Resolve-BRError
            """);
        Assert.Equal("ModelNotFound", explanation.Code);
    }

    [Fact]
    public void A_terminating_error_that_was_caught_is_explained()
    {
        ErrorExplanation explanation = Shell.One<ErrorExplanation>($"try {{ Invoke-BRModel hi -Model no-such-model -ErrorAction Stop }} catch {{ Resolve-BRError $_ }}");
        Assert.Equal("ModelNotFound", explanation.Code);
    }

    [Fact]
    public void An_error_of_something_else_is_an_error_and_the_next_one_is_explained()
    {
        List<PSObject> output = Shell.Run(
            """
            Get-Command no-such-command -ErrorAction SilentlyContinue -ErrorVariable problem
            Invoke-BRModel hi -Model no-such-model -ErrorAction SilentlyContinue -ErrorVariable +problem
            $problem | Resolve-BRError -ErrorAction SilentlyContinue -ErrorVariable refused
            $refused[0].FullyQualifiedErrorId
            """);
        Assert.Equal("ModelNotFound", ((ErrorExplanation)output[0].BaseObject).Code);
        Assert.Equal("NotBedrockError,BedrockPS.Cmdlets.ResolveBRErrorCommand", output[1].ToString());
    }

    [Fact]
    public void Nothing_to_explain_is_an_error()
    {
        Shell.Run("$Error.Clear(); Resolve-BRError");
        Assert.StartsWith("NotBedrockError,", Assert.Single(Shell.Errors).FullyQualifiedErrorId);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_words_causes_and_commands_that_exist(string code)
    {
        CodeExplanation known = ErrorExplanations.For(code, code, ErrorTable.For(code));

        Assert.EndsWith(".", known.Summary);
        Assert.NotEmpty(known.Causes);
        Assert.NotEmpty(known.Commands);
        Assert.Contains(known.Topic, StagedHelp.Topics.Select(static path => System.IO.Path.GetFileName(path).Replace(".help.txt", "", StringComparison.Ordinal)));
        foreach (string command in known.Commands)
        {
            Assert.Matches("^(aws |Get-Help |\\$chat|\\(?[A-Z][a-z]+-BR)", command);
            Assert.All(CommandName().Matches(command), static match => Assert.Contains(match.Value, StagedHelp.Commands.Keys));
        }
    }

    [Fact]
    public void What_is_known_is_filled_in_and_the_profile_named()
    {
        BedrockException exception = new("ExpiredCredentials", "expired") { ProfileName = "work" };
        Assert.Contains("aws sso login --profile work", Explainer.Explain(exception, null).NextCommand);
        Assert.Contains("aws sso login", Explainer.Explain(new BedrockException("ExpiredCredentials", "expired"), null).NextCommand);
    }

    [Fact]
    public void What_never_reached_the_service_needed_no_permission() =>
        Assert.Null(Explainer.Explain(new BedrockException("NoRegion", "No region") { Service = "bedrock", Operation = "ListFoundationModels" }, null).IamAction);

    [GeneratedRegex(@"\b[A-Z][a-z]+-BR[A-Z]\w+")]
    private static partial Regex CommandName();
}

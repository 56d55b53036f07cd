using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using BedrockPS.Api;
using BedrockPS.Completers;
using BedrockPS.Inference;
using BedrockPS.Models;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Holds texts and images against a guardrail, or against checks without one, and tells what was found in each. No model is called.</summary>
[Cmdlet(VerbsDiagnostic.Test, "BRGuardrail", DefaultParameterSetName = GuardrailSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(GuardrailTestResult))]
[Calls(Service, Apply, GuardrailChecks.Operation)]
public sealed class TestBRGuardrailCommand : ConnectedCmdlet
{
    private const string GuardrailSet = "Guardrail";
    private const string CheckSet = "Check";
    private const string Service = "bedrock-runtime";
    private const string Apply = "ApplyGuardrail";
    private const string Draft = "DRAFT";

    private static readonly Regex s_version = new("^(?<id>.+):(?<version>[0-9]+|DRAFT)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private readonly Dictionary<string, string> _named = new(StringComparer.Ordinal);

    /// <summary>The guardrail: id, ARN or name, with :version after it if you like.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = GuardrailSet, ValueFromPipelineByPropertyName = true)]
    [Alias("GuardrailId", "GuardrailArn")]
    [ArgumentCompleter(typeof(GuardrailCompleter))]
    [ParentId]
    public string Guardrail { get; set; } = null!;

    /// <summary>
    /// Texts to look at. Piped objects give theirs through a property Text, Body or Content, or through a script block:
    /// -Text { $_.Title }.
    /// </summary>
    [Parameter(Position = 1, ParameterSetName = GuardrailSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = CheckSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Body", "Content")]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? Text { get; set; }

    /// <summary>Strings, text and image files, or objects with a property Text, Body or Content.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public object? InputObject { get; set; }

    /// <summary>INPUT looks at the text as what a user says, OUTPUT as what a model says.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GuardrailSourceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Source { get; set; } = GuardrailTestInput.Input;

    /// <summary>Number of the guardrail's version, or DRAFT, which is also what is applied without it.</summary>
    [Parameter(ParameterSetName = GuardrailSet, ValueFromPipelineByPropertyName = true)]
    public string? GuardrailVersion { get; set; }

    /// <summary>The question that was asked: the answer is to be relevant to it. For contextual grounding, with -Source OUTPUT.</summary>
    [Parameter(ParameterSetName = GuardrailSet)]
    public string? Query { get; set; }

    /// <summary>Texts the answer is to be grounded in. For contextual grounding, with -Source OUTPUT.</summary>
    [Parameter(ParameterSetName = GuardrailSet)]
    public string[]? GroundingSource { get; set; }

    /// <summary>PNG and JPEG images to look at together with each text: paths, files or bytes.</summary>
    [Parameter(ParameterSetName = GuardrailSet)]
    [AttachmentArgument]
    public object[]? Image { get; set; }

    /// <summary>INTERVENTIONS tells of what the guardrail acted upon, FULL of all it looked at.</summary>
    [Parameter(ParameterSetName = GuardrailSet)]
    [ArgumentCompleter(typeof(GuardrailOutputScopeCompleter))]
    public string? OutputScope { get; set; }

    /// <summary>Checks without a guardrail: VIOLENCE, HATE, SEXUAL, MISCONDUCT, INSULTS, or * for all of them.</summary>
    [Parameter(ParameterSetName = CheckSet)]
    [ArgumentCompleter(typeof(ContentCheckCompleter))]
    public string[]? ContentFilter { get; set; }

    /// <summary>Checks without a guardrail: JAILBREAK, PROMPT_INJECTION, PROMPT_LEAKAGE, or * for all of them.</summary>
    [Parameter(ParameterSetName = CheckSet)]
    [ArgumentCompleter(typeof(AttackCheckCompleter))]
    public string[]? PromptAttack { get; set; }

    /// <summary>Checks without a guardrail: kinds of personal data such as EMAIL, PHONE or NAME, or * for all of them.</summary>
    [Parameter(ParameterSetName = CheckSet)]
    [ArgumentCompleter(typeof(PiiCheckCompleter))]
    public string[]? PiiEntity { get; set; }

    protected override object? Target => Piped ?? Text ?? (object?)Guardrail;

    private protected override object? Matter => InputObject;

    private protected override IReadOnlyList<string> CallParameters => [nameof(Guardrail)];

    private object? Piped => InputObject is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : InputObject;

    protected override void Process()
    {
        if (Text is not null)
        {
            foreach (string text in Text)
            {
                Test(text, [], MyInvocation.ExpectingInput ? Piped : text);
            }
        }
        else if (MyInvocation.ExpectingInput)
        {
            TestPiped(Piped);
        }
        else if (Image is not null)
        {
            Test(null, [], Image);
        }
        else
        {
            throw new BedrockException("EmptyInput", "There is nothing to look at.") { RecommendedAction = "Give -Text or -Image, or pipe texts or files." };
        }
    }

    private void TestPiped(object? input)
    {
        switch (input)
        {
            case string text:
                Test(text, [], text);
                break;
            case FileInfo file:
                byte[] bytes = Material.ReadBytes(file);
                bool isImage = FileKind.Of(bytes, file.Extension).Block == "image";
                Test(isImage ? null : FileKind.DecodeText(bytes), isImage ? [file] : [], file);
                break;
            case null:
                throw new BedrockException("EmptyInput", "Nothing was piped where a text was expected.");
            default:
                throw new BedrockException("InputUnsupported", $"An object ({input.GetType().Name}) was piped that has no property Text, Body or Content to look at.")
                {
                    RecommendedAction = "Pipe texts, or name the property with -Text { $_.Property }.",
                };
        }
    }

    /// <summary>One text, and the images that go with it. What fails is an error of this text alone.</summary>
    private void Test(string? text, object[] images, object? input)
    {
        try
        {
            if (ParameterSetName == CheckSet)
            {
                Check(new GuardrailTestInput { InputObject = input, Text = text, Source = Source.ToUpperInvariant() });
                return;
            }

            Match versioned = s_version.Match(Guardrail);
            ApplyTo(
                new GuardrailTestInput
                {
                    InputObject = input,
                    Text = text,
                    Source = Source.ToUpperInvariant(),
                    Guardrail = versioned.Success ? versioned.Groups["id"].Value : Guardrail,
                    Version = GuardrailVersion ?? (versioned.Success ? versioned.Groups["version"].Value.ToUpperInvariant() : Draft),
                },
                [.. images, .. Image ?? []]);
        }
        catch (BedrockException exception)
        {
            if (exception.Code == "ResourceNotFound")
            {
                exception.RecommendedAction = $"Check the guardrail and the region, {Api.Region}; Get-BRGuardrail lists what there is.";
            }

            WriteFailure(exception, input);
        }
    }

    private void Check(GuardrailTestInput test)
    {
        Dictionary<string, object?> checks = new GuardrailChecks { Content = ContentFilter, Attack = PromptAttack, Pii = PiiEntity }.ToMembers();
        Dictionary<string, object?> message = new()
        {
            ["role"] = test.IsInput ? "user" : "assistant",
            ["content"] = new List<object?> { new Dictionary<string, object?> { ["text"] = test.Text } },
        };
        if (ShouldProcess("text", GuardrailChecks.Operation))
        {
            Dictionary<string, object?> request = new() { ["messages"] = new List<object?> { message }, ["checks"] = checks };
            WriteObject(GuardrailTestReader.OfChecks(Wait(Api.CallAsync(Service, GuardrailChecks.Operation, request, StopToken)), test));
        }
    }

    private void ApplyTo(GuardrailTestInput test, object[] images)
    {
        Dictionary<string, object?> request = new()
        {
            ["guardrailIdentifier"] = test.Guardrail,
            ["guardrailVersion"] = test.Version,
            ["source"] = test.Source,
            ["content"] = Blocks(test.Text, images),
        };
        if (OutputScope is not null)
        {
            request["outputScope"] = OutputScope.ToUpperInvariant();
        }

        if (ShouldProcess($"{ResourceTypes.Guardrail.Label} {test.Guardrail}, version {test.Version}", Apply))
        {
            WriteObject(GuardrailTestReader.OfGuardrail(Send(request, test.Guardrail!), test));
        }
    }

    /// <summary>What is no id to the service is tried as a name, and remembered as that for the texts that follow.</summary>
    private Dictionary<string, object?> Send(Dictionary<string, object?> request, string guardrail)
    {
        string key = $"{guardrail} {Api.Region}";
        if (_named.TryGetValue(key, out string? known))
        {
            request["guardrailIdentifier"] = known;
        }

        try
        {
            return Wait(Api.CallAsync(Service, Apply, request, StopToken));
        }
        catch (BedrockException exception) when (known is null && exception.Code is "ResourceNotFound" or "Validation")
        {
            if (Wait(new ResourceApi(Api, ResourceTypes.Guardrail).FindOneAsync(guardrail, [], StopToken)) is not string id)
            {
                throw;
            }

            request["guardrailIdentifier"] = _named[key] = id;
            return Wait(Api.CallAsync(Service, Apply, request, StopToken));
        }
    }

    private List<object?> Blocks(string? text, object[] images)
    {
        List<object?> blocks = [.. (GroundingSource ?? []).Select(static source => Block(source, "grounding_source"))];
        if (Query is not null)
        {
            blocks.Add(Block(Query, "query"));
        }

        if (text is not null)
        {
            // Where something else is there to compare with, the text has to be told apart from it.
            blocks.Add(Block(text, blocks.Count > 0 ? "guard_content" : null));
        }

        foreach (ContentBlock image in new AttachmentArguments(SessionState, null).Read("image", images))
        {
            Dictionary<string, object?> members = (Dictionary<string, object?>)JsonText.Parse(ValueBytes.Utf8.GetBytes(image.Json!))!;
            if (members.Map("source").Text("bytes") is { Length: > 0 } encoded)
            {
                members["source"] = new Dictionary<string, object?> { ["bytes"] = Convert.FromBase64String(encoded) };
            }

            blocks.Add(new Dictionary<string, object?> { ["image"] = members });
        }

        return blocks;
    }

    private static Dictionary<string, object?> Block(string text, string? qualifier)
    {
        Dictionary<string, object?> block = new() { ["text"] = text };
        if (qualifier is not null)
        {
            block["qualifiers"] = new List<object?> { qualifier };
        }

        return new() { ["text"] = block };
    }
}

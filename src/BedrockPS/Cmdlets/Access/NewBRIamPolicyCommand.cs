using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;
using BedrockPS.Completers;
using BedrockPS.Defaults;
using BedrockPS.Files;
using BedrockPS.Inference.Families;
using BedrockPS.Models;
using BedrockPS.Policies;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Writes an IAM policy that allows what is named and nothing else, without asking anybody. A model that is called through an inference
/// profile is allowed in every region the profile routes to, and only through it.
/// </summary>
[Cmdlet(VerbsCommon.New, "BRIamPolicy", SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class NewBRIamPolicyCommand : BedrockCmdlet
{
    private static readonly Regex s_id = new(@"^[A-Za-z0-9][A-Za-z0-9._:/-]*$", RegexOptions.CultureInvariant);

    private readonly List<(string Kind, object Value)> _given = [];

    /// <summary>Objects that have an ARN: of Get-BRModel, Get-BRGuardrail, Get-BRAgent and so on; inference profiles bring their regions along.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <summary>Model ids, or ARNs of any model that can be called: foundation, custom, imported, provisioned, deployed.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string[] Model { get; set; } = [];

    /// <summary>Inference profiles: objects, ARNs or ids. Of an id alone the regions are not known, so its model is allowed in each, through the profile only.</summary>
    [Parameter]
    public object[] InferenceProfile { get; set; } = [];

    /// <summary>Guardrails: ids or ARNs.</summary>
    [Parameter]
    public string[] Guardrail { get; set; } = [];

    /// <summary>Agents: ids or ARNs; all their aliases may be called.</summary>
    [Parameter]
    public string[] Agent { get; set; } = [];

    /// <summary>Aliases of agents: agent's id, slash, alias's id, or ARNs.</summary>
    [Parameter]
    public string[] AgentAlias { get; set; } = [];

    /// <summary>Knowledge bases: ids or ARNs.</summary>
    [Parameter]
    public string[] KnowledgeBase { get; set; } = [];

    /// <summary>Flows: ids or ARNs; all their aliases may be called, or the one an alias's ARN names.</summary>
    [Parameter]
    public string[] Flow { get; set; } = [];

    /// <summary>Managed prompts: ids or ARNs.</summary>
    [Parameter]
    public string[] Prompt { get; set; } = [];

    /// <summary>What it is to allow: Invoke, Stream, Batch, Administer. Without: Invoke and Stream.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public IamUse[] Action { get; set; } = [IamUse.Invoke, IamUse.Stream];

    /// <summary>Account, 12 digits. Without: that of the ARNs given, else a placeholder.</summary>
    [Parameter]
    [ValidatePattern("^[0-9]{12}$")]
    public string? AccountId { get; set; }

    /// <summary>Regions that ids are completed with. Without: the session's, the environment's, that of the ARNs given, else a placeholder.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string[]? Region { get; set; }

    /// <summary>Partition such as aws or aws-us-gov. Without: that of the region.</summary>
    [Parameter]
    public string? Partition { get; set; }

    /// <summary>File to write the policy to, and to write out as an object; one of that name is replaced.</summary>
    [Parameter]
    public string? Path { get; set; }

    /// <summary>Refuse to replace a file.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    protected override object? Target => InputObject;

    protected override void BeginProcessing()
    {
        Gather("model", Model);
        Gather("inference-profile", InferenceProfile);
        Gather("guardrail", Guardrail);
        Gather("agent", Agent);
        Gather("agent-alias", AgentAlias);
        Gather("knowledge-base", KnowledgeBase);
        Gather("flow", Flow);
        Gather("prompt", Prompt);
    }

    protected override void Process()
    {
        if (InputObject is not null)
        {
            Gather("model", [InputObject]);
        }
    }

    protected override void Finish()
    {
        PolicyScope scope = new PolicyScope(AccountId, Partition, Regions()).With(_given.Select(static given => Arn(given.Value)).OfType<ResourceArn>());
        List<PolicyTarget> targets = [];
        foreach ((string kind, object value) in _given)
        {
            try
            {
                targets.AddRange(Targets(scope, kind, value));
            }
            catch (BedrockException exception)
            {
                WriteFailure(exception, value);
            }
        }

        if (targets.Count == 0)
        {
            if (_given.Count == 0)
            {
                throw new BedrockException("ParameterInvalid", "Nothing is named that the policy could allow: give -Model, -InferenceProfile, -Guardrail and so on, or pipe objects.");
            }

            return;
        }

        string json = PolicyDocument.Write(targets, Action);
        if (json.Contains(PolicyScope.AccountPlaceholder) || json.Contains(PolicyScope.RegionPlaceholder))
        {
            WriteWarning("The account or the region is not known: replace what stands in angle brackets, or give -AccountId and -Region.");
        }

        Deliver(json);
    }

    /// <summary>What is null names nothing: a variable that was never set is as no value.</summary>
    private void Gather(string kind, IEnumerable<object?>? values)
    {
        foreach (object? value in values ?? [])
        {
            if ((value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value) is object given)
            {
                _given.Add((kind, given));
            }
        }
    }

    private string[] Regions()
    {
        string? region = SessionDefaults.Current.Values.Region
            ?? Environment.GetEnvironmentVariable("AWS_REGION")
            ?? Environment.GetEnvironmentVariable("AWS_DEFAULT_REGION");
        return Region ?? (string.IsNullOrEmpty(region) ? [] : [region!]);
    }

    private static ResourceArn? Arn(object value) =>
        (value as string ?? ResourceArnAttribute.Find(PSObject.AsPSObject(value))) is string text ? ResourceArn.TryParse(text) : null;

    private static IEnumerable<PolicyTarget> Targets(PolicyScope scope, string kind, object value)
    {
        switch (value)
        {
            case string text:
                return OfText(scope, kind, text);
            case Model model when !model.InferenceType.Contains("ON_DEMAND") && model.InferenceProfile.Length > 0:
                // The way Invoke-BRModel calls it.
                string profile = model.InferenceProfile.OrderBy(static id => id.StartsWith("global.", StringComparison.Ordinal)).First();
                return OfText(scope.In(model.Region), "inference-profile", profile);
        }

        PSObject source = PSObject.AsPSObject(value);
        if (Arn(value) is not ResourceArn arn)
        {
            throw new BedrockException("ParameterInvalid", $"An object of type {source.TypeNames[0]} has no ARN of Bedrock's.");
        }

        string[] models = source.Properties["Models"]?.Value is IEnumerable items ? items.Cast<object>().Select(ModelArn).OfType<string>().ToArray() : [];
        return models.Length > 0 && arn.Kind.EndsWith("inference-profile", StringComparison.Ordinal)
            ? [new PolicyTarget(arn.Kind, [arn.Text], models)]
            : OfText(scope, kind, arn.Text);
    }

    private static IEnumerable<PolicyTarget> OfText(PolicyScope scope, string kind, string text)
    {
        ResourceArn? arn = ResourceArn.TryParse(text);
        if (arn is null && (text.StartsWith("arn:", StringComparison.Ordinal) || !s_id.IsMatch(text)))
        {
            throw new BedrockException("ParameterInvalid", $"'{text}' is neither an id nor an ARN of Bedrock's.");
        }

        if (arn is null && kind == "model")
        {
            if (!ModelResolver.IsFullId(text))
            {
                throw new BedrockException("ParameterInvalid", $"'{text}' is no model id; short names cannot be looked up offline.")
                {
                    RecommendedAction = $"Pipe the model: Get-BRModel {text} | New-BRIamPolicy.",
                };
            }

            kind = FoundationModelId.GeographyOf(text) is null ? "foundation-model" : "inference-profile";
        }

        kind = arn?.Kind ?? kind;
        if (!PolicyRule.Kinds.Contains(kind))
        {
            throw new BedrockException("ParameterInvalid", $"There is no policy for '{text}', which is a {kind}.");
        }

        IEnumerable<string> arns = arn is null ? scope.Arns($"{kind}/{text}", ofAccount: kind != "foundation-model") : [text];
        return kind switch
        {
            "inference-profile" => [new PolicyTarget(kind, arns, [scope.EveryRegion(FoundationModelId.Of(arn?.Id ?? text)!)])],
            "application-inference-profile" => [new PolicyTarget(kind, arns, [scope.EveryRegion("*")])],
            _ => [new PolicyTarget(kind, arns)],
        };
    }

    private static string? ModelArn(object model) => PSObject.AsPSObject(model).Properties["ModelArn"]?.Value as string;

    private void Deliver(string json)
    {
        if (Path is null)
        {
            WriteObject(json);
            return;
        }

        string file = FullPathOf(Path);
        ExportFile.Check(file, NoClobber);
        if (!ShouldProcess(file, "Write policy"))
        {
            return;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(json + "\n");
        ExportFile.Write(file, path => PrivateFile.Write(path, stream => stream.Write(bytes, 0, bytes.Length)));
        WriteObject(new FileInfo(file));
    }
}

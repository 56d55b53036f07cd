using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Protocol;

namespace BedrockPS.Inference;

/// <summary>Checks the service makes without a guardrail.</summary>
internal sealed class GuardrailChecks
{
    public const string Operation = "InvokeGuardrailChecks";
    public const string ContentPath = "checks.contentFilter.categories.category";
    public const string AttackPath = "checks.promptAttack.categories.category";
    public const string PiiPath = "checks.sensitiveInformation.entities.type";

    /// <summary>Categories of harmful content; * is all of them.</summary>
    public string[]? Content { get; init; }

    /// <summary>Kinds of attack on the prompt; * is all of them.</summary>
    public string[]? Attack { get; init; }

    /// <summary>Kinds of personal data; * is all of them.</summary>
    public string[]? Pii { get; init; }

    /// <summary>Values the description knows for a member of the request; newer ones are taken too.</summary>
    public static IReadOnlyList<string> Values(string path)
    {
        ShapeDescription? shape = ServiceDescription.Get("bedrock-runtime").GetOperation(Operation).Input;
        foreach (string name in path.Split('.'))
        {
            shape = (shape?.Kind == ShapeKind.List ? shape.Element : shape)?.FindMember(name)?.Shape;
        }

        return shape?.EnumValues ?? [];
    }

    /// <summary>The member checks of a request.</summary>
    public Dictionary<string, object?> ToMembers()
    {
        Dictionary<string, object?> checks = [];
        Add(checks, Content, ContentPath);
        Add(checks, Attack, AttackPath);
        Add(checks, Pii, PiiPath);
        return checks;
    }

    private static void Add(Dictionary<string, object?> checks, string[]? wanted, string path)
    {
        if (wanted is null)
        {
            return;
        }

        string[] names = path.Split('.');
        IEnumerable<string> values = wanted.Contains("*") ? Values(path) : wanted.Select(static word => word.ToUpperInvariant()).Distinct();
        checks[names[1]] = new Dictionary<string, object?>
        {
            [names[2]] = values.Select(value => (object?)new Dictionary<string, object?> { [names[3]] = value }).ToList(),
        };
    }
}

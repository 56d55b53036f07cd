using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using BedrockPS.Protocol;

namespace BedrockPS.Resources;

/// <summary>
/// A kind of thing an account owns: which operations list, show, make, change and remove it, and how it is told from others. What
/// it is made of stands in the service's description and is not repeated here.
/// </summary>
internal sealed class ResourceType
{
    private const string Identifier = "Identifier";

    private string? _label;
    private ShapeDescription? _idShape;

    /// <param name="name">As in type names: Guardrail gives BedrockPS.Guardrail.</param>
    /// <param name="service">Whose it is, such as bedrock.</param>
    public ResourceType(string name, string service)
    {
        Name = name;
        Service = service;
    }

    public string Name { get; }

    public string Service { get; }

    /// <summary>An account has just one in each region, such as its logging.</summary>
    public bool IsSetting { get; init; }

    /// <summary>Operation that lists them, such as ListGuardrails; null where the service cannot.</summary>
    public string? List { get; init; }

    /// <summary>Operation that shows one in full.</summary>
    public string? Get { get; init; }

    /// <summary>Operation that makes one, or starts it where it is a job.</summary>
    public string? Create { get; init; }

    /// <summary>Operation that replaces what one is made of.</summary>
    public string? Update { get; init; }

    /// <summary>Operation that makes one ready once all that belongs to it is there, such as PrepareAgent.</summary>
    public string? Prepare { get; init; }

    /// <summary>Operation that removes one.</summary>
    public string? Delete { get; init; }

    /// <summary>
    /// Members of answers that hold its id, any of them: guardrailId in one answer is id in another. The first is the name under
    /// which other cmdlets take it from the pipeline, so every object gets that.
    /// </summary>
    public string[] Id { get; init; } = [];

    /// <summary>Members of answers that hold its ARN, as with <see cref="Id"/>.</summary>
    public string[] Arn { get; init; } = [];

    /// <summary>Further members that are one thing under several names, such as version and guardrailVersion.</summary>
    public string[][] Same { get; init; } = [];

    /// <summary>Member of answers with a short id, where operations take the ARN alone; it finds the resource as a name does.</summary>
    public string[] ShortId { get; init; } = [];

    /// <summary>Member of answers with the name its maker gave it.</summary>
    public string[] NameMember { get; init; } = ["name"];

    /// <summary>What follows the account in its ARN, up to the id: guardrail, model-customization-job. A * stands for any one part.</summary>
    public string? ArnKind { get; init; }

    /// <summary>Members of paths that have this value where nothing else is given, such as agentVersion DRAFT.</summary>
    public Dictionary<string, string> Defaults { get; init; } = [];

    /// <summary>
    /// A filter of the list operation that is asked for with each of its values, one after another: without it the service tells of
    /// some kinds alone.
    /// </summary>
    public (string Member, string[] Values)? Kinds { get; init; }

    /// <summary>It can be called: its objects carry modelId, what a call names it by.</summary>
    public bool IsModel { get; init; }

    /// <summary>Types of what is made in it and goes along when it is exported, in the order they are made in.</summary>
    public string[] Children { get; init; } = [];

    /// <summary>How far it has come; null for what is there at once.</summary>
    public ResourceStates? States { get; init; }

    /// <summary>Turns what Get gives into what Create and Update take, where names differ by more than a Config at the end.</summary>
    public Action<Dictionary<string, object?>>? ToInput { get; init; }

    /// <summary>Adds members worked out of what the service tells, such as a name that stands in an ARN alone.</summary>
    public Action<Dictionary<string, object?>>? Complete { get; init; }

    /// <summary>
    /// Columns of its table and their widths, together with a space each no more than 120: "Name 30, GuardrailId 14, Status 10, UpdatedAt".
    /// The last may do without a width.
    /// </summary>
    public string Columns { get; init; } = "";

    /// <summary>In words: custom model deployment.</summary>
    public string Label => _label ??= Words(Name);

    /// <summary>What stands before the label of one: a guardrail, an agent.</summary>
    public string Article => "aeio".IndexOf(Label[0]) >= 0 ? "an" : "a";

    /// <summary>What to do where there is none such in a region.</summary>
    public string MissingAdvice(string region) => $"Check the id and the region, {region}; Get-BR{Name} lists what there is.";

    /// <summary>What to do where one that has ended was to be stopped.</summary>
    public string EndedAdvice => $"Nothing is left to be stopped once a {Label.Substring(Label.LastIndexOf(' ') + 1)} has ended; Get-BR{Name} tells its Status.";

    /// <summary>Member of requests about one of them that says which; null where the paths name none.</summary>
    public string? PathIdentity => (Get ?? Delete ?? Update) is string name ? ResourceKey.IdentityOf(Operation(name)) : null;

    /// <exception cref="BedrockException">OperationUnknown: the description lacks it.</exception>
    public OperationDescription Operation(string name) => ServiceDescription.Get(Service).GetOperation(name);

    /// <summary>All sets of members that are one thing under several names.</summary>
    public IEnumerable<string[]> Groups()
    {
        yield return IsModel ? [.. Id, "modelId"] : Id;
        yield return Arn;
        yield return NameMember;
        foreach (string[] group in Same)
        {
            yield return group;
        }
    }

    /// <summary>The names under which answers may hold a member. What is a flowIdentifier in a request is a flowId in an answer.</summary>
    public IEnumerable<string> Names(string member)
    {
        yield return member;
        string answered = member.EndsWith(Identifier, StringComparison.Ordinal)
            ? member.Substring(0, member.Length - Identifier.Length) + "Id"
            : member;
        yield return answered;
        foreach (string[] group in Groups())
        {
            if (Array.IndexOf(group, answered) >= 0)
            {
                foreach (string other in group)
                {
                    yield return other;
                }
            }
        }
    }

    /// <summary>Requests of the list operation that together list everything the given one asks for.</summary>
    public IEnumerable<Dictionary<string, object?>> Lists(Dictionary<string, object?> members) =>
        Kinds is not (string member, string[] values) || members.ContainsKey(member)
            ? [members]
            : values.Select(value => new Dictionary<string, object?>(members) { [member] = value });

    /// <summary>Whether a text has the form of an id; a name may have it too.</summary>
    public bool IsId(string text) => ShortId.Length > 0
        ? text.StartsWith("arn:", StringComparison.Ordinal)
        : (_idShape ??= IdShape()) is not ShapeDescription shape || ResourceKey.Fits(shape, text);

    /// <summary>Whether an ARN is of this type, or of something that belongs to one of it.</summary>
    public bool HasArn(string arn)
    {
        // arn:partition:service:region:account:kind/id
        string[] parts = arn.Split([':'], 6);
        if (ArnKind is null || parts.Length < 6 || parts[0] != "arn")
        {
            return false;
        }

        string[] kind = ArnKind.Split('/');
        string[] resource = parts[5].Split('/');
        return resource.Length > kind.Length
            && resource[kind.Length].Length > 0
            && kind.Zip(resource, static (expected, part) => expected == "*" || expected == part).All(static fits => fits);
    }

    /// <summary>The id at the end of an ARN of this type; null where the text is none.</summary>
    public string? IdOf(string arn)
    {
        int kind = ArnKind is null || !arn.StartsWith("arn:", StringComparison.Ordinal)
            ? -1
            : arn.IndexOf($":{ArnKind}/", StringComparison.Ordinal);
        string id = kind < 0 ? "" : arn.Substring(kind + ArnKind!.Length + 2);
        return id.Length > 0 && IsId(id) ? id : null;
    }

    public override string ToString() => Name;

    private ShapeDescription? IdShape()
    {
        ShapeDescription? shape = Get is null ? null : ResourceContent.Shown(Operation(Get));
        foreach (string name in Id)
        {
            if (shape?.FindMember(name) is MemberDescription member)
            {
                return member.Shape;
            }
        }

        return null;
    }

    private static string Words(string name)
    {
        StringBuilder words = new(name.Length + 8);
        for (int index = 0; index < name.Length; index++)
        {
            if (index > 0 && char.IsUpper(name[index]))
            {
                words.Append(' ');
            }

            words.Append(char.ToLowerInvariant(name[index]));
        }

        return words.ToString();
    }
}

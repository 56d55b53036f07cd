using System.Collections.Generic;
using System.Linq;
using BedrockPS.Engine;

namespace BedrockPS.Tools;

/// <summary>The tools a request offers, how they may be run, and whether the model must use one.</summary>
internal sealed class ToolSet
{
    /// <summary>No member of <see cref="Choice"/> the service has: the model may use no tool.</summary>
    public const string NoTool = "none";

    public const int DefaultMaxRounds = 10;

    private readonly IReadOnlyList<ToolSpecification>? _specifications;

    /// <summary>Says how tools are run and not which: a turn's word on its chat's tools.</summary>
    public ToolSet()
    {
    }

    /// <param name="specifications">What the model is told.</param>
    /// <param name="tools">Those of them that this session runs; the calls of others are returned to the caller.</param>
    public ToolSet(IReadOnlyList<ToolSpecification> specifications, IReadOnlyList<ITool>? tools = null)
    {
        _specifications = specifications;
        Tools = tools ?? [];
    }

    public IReadOnlyList<ToolSpecification> Specifications => _specifications ?? [];

    public IReadOnlyList<ITool> Tools { get; private set; } = [];

    /// <summary>Servers whose tools are offered too, once they have been asked for them.</summary>
    public IReadOnlyList<McpServerSettings> Servers { get; set; } = [];

    /// <summary>
    /// auto, any, none, or the name of the tool that must be used first; null leaves it to the service, which takes auto.
    /// </summary>
    public string? Choice { get; set; }

    /// <summary>Null: Ask.</summary>
    public ToolApproval? Approval { get; set; }

    /// <summary>How often tools are run for one answer at most; null: <see cref="DefaultMaxRounds"/>.</summary>
    public int? MaxRounds { get; set; }

    /// <summary>The model knows these tools from the conversation; calls of them are refused.</summary>
    public bool IsClosed { get; set; }

    public bool IsEmpty => Specifications.Count == 0 && Servers.Count == 0;

    /// <summary>These tools and settings, and of those not said here the fallback's.</summary>
    public static ToolSet? Merge(ToolSet? tools, ToolSet? fallback)
    {
        if (tools is null || fallback is null)
        {
            return tools ?? fallback;
        }

        ToolSet which = tools._specifications is null && tools.Servers.Count == 0 ? fallback : tools;
        ToolSet merged = which.Clone();
        merged.Choice = tools.Choice ?? fallback.Choice;
        merged.Approval = tools.Approval ?? fallback.Approval;
        merged.MaxRounds = tools.MaxRounds ?? fallback.MaxRounds;
        return merged;
    }

    /// <summary>These tools and more; those without an <see cref="ITool"/> are the caller's to run.</summary>
    public ToolSet With(IEnumerable<ToolSpecification> specifications, IEnumerable<ITool>? tools = null) =>
        new([.. Specifications, .. specifications], [.. Tools, .. tools ?? []])
        {
            Servers = Servers,
            Choice = Choice,
            Approval = Approval,
            MaxRounds = MaxRounds,
        };

    public ToolSet Clone() => (ToolSet)MemberwiseClone();

    public ITool? Find(string name) => Tools.FirstOrDefault(tool => tool.Specification.Name == name);

    public bool Offers(string name) => Specifications.Any(tool => tool.Name == name);
}

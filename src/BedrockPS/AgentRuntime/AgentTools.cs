using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using BedrockPS.Protocol;
using BedrockPS.Tools;
using BedrockPS.Tools.Commands;

namespace BedrockPS.AgentRuntime;

/// <summary>Which of the session's tools does what an agent asks for.</summary>
internal sealed class AgentTools
{
    private readonly Dictionary<string, ITool> _byName = [];

    public AgentTools(ToolSet set)
    {
        Set = set;
        foreach (ITool tool in set.Tools)
        {
            string name = AgentNames.Plain(tool.Specification.Name);
            if (!_byName.ContainsKey(name))
            {
                _byName[name] = tool;
            }
        }
    }

    public ToolSet Set { get; }

    public int MaxRounds => Set.MaxRounds ?? ToolSet.DefaultMaxRounds;

    /// <summary>False for what is the caller's to do; one such among several leaves all of them to him, since results go back together.</summary>
    public bool Runs(AgentReturnControl asked) => Set.Approval != ToolApproval.None
        && asked.Invocations.Length > 0
        && asked.Invocations.All(invocation => !invocation.NeedsResult || Find(invocation) is not null);

    /// <summary>Null where this session has none for it.</summary>
    public ITool? Find(AgentInvocation invocation)
    {
        foreach (string name in AgentNames.Of(invocation))
        {
            if (_byName.TryGetValue(name, out ITool? tool))
            {
                return tool;
            }
        }

        return null;
    }

    /// <summary>The call of a tool; parameters get the names the tool has for them.</summary>
    public static ToolUse UseOf(string id, AgentInvocation invocation, ITool? tool) => tool is CommandTool command
        ? new ToolUse(id, tool.Specification.Name, Renamed(invocation.InputJson, command))
        : new ToolUse(id, tool?.Specification.Name ?? invocation.Name, invocation.InputJson);

    private static string Renamed(string inputJson, CommandTool tool)
    {
        using JsonDocument document = JsonDocument.Parse(inputJson);
        return Encoding.UTF8.GetString(JsonText.ToUtf8(writer =>
        {
            writer.WriteStartObject();
            foreach (JsonProperty given in document.RootElement.EnumerateObject())
            {
                string plain = AgentNames.Plain(given.Name);
                writer.WritePropertyName(tool.Parameters.FirstOrDefault(parameter => AgentNames.Plain(parameter.Name) == plain)?.Name ?? given.Name);
                given.Value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }));
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Local.Serving;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Agents;

/// <summary>Writes the events of an agent's answer, in the form their shapes have.</summary>
internal sealed class AgentEvents
{
    private readonly EventOutput _output;
    private readonly OperationDescription _operation;
    private readonly Dictionary<string, object?> _trace;
    private readonly string _id = Guid.NewGuid().ToString("N").Substring(0, 8);
    private readonly bool _isTraced;
    private int _step;

    /// <param name="call">The request.</param>
    /// <param name="target">The agent.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="output">The answer's stream.</param>
    public AgentEvents(OperationCall call, AgentTarget target, string sessionId, EventOutput output)
    {
        _output = output;
        _operation = call.Operation;
        _isTraced = call.Input.Flag("enableTrace");
        _trace = new() { ["sessionId"] = sessionId };
        if (!target.IsInline)
        {
            _trace["agentId"] = target.Agent;
            _trace["agentAliasId"] = target.Alias;
            _trace["agentVersion"] = target.Version;
        }
    }

    /// <summary>Id of the steps that belong together now.</summary>
    public string TraceId => _id + "-" + _step.ToString(CultureInfo.InvariantCulture);

    public void NextStep() => _step++;

    /// <summary>A trace event, where the caller wants any.</summary>
    /// <param name="phase">Such as orchestrationTrace.</param>
    /// <param name="step">Such as rationale.</param>
    /// <param name="members">Members of the step; the trace's id is added.</param>
    /// <param name="collaborator">Whose step it is; null: the agent's own.</param>
    public async ValueTask TraceAsync(string phase, string step, Dictionary<string, object?> members, string? collaborator = null)
    {
        if (!_isTraced)
        {
            return;
        }

        members["traceId"] = TraceId;
        Dictionary<string, object?> trace = new(_trace)
        {
            ["eventTime"] = DateTimeOffset.UtcNow,
            ["trace"] = Map(phase, Map(step, members)),
        };
        if (collaborator is not null)
        {
            trace["collaboratorName"] = collaborator;
        }

        await WriteAsync("trace", trace).ConfigureAwait(false);
    }

    public ValueTask ChunkAsync(string text, List<object?>? citations = null)
    {
        Dictionary<string, object?> members = new() { ["bytes"] = Encoding.UTF8.GetBytes(text) };
        if (citations is not null)
        {
            members["attribution"] = Map("citations", citations);
        }

        return WriteAsync("chunk", members);
    }

    public ValueTask FilesAsync(List<object?> files) => WriteAsync("files", Map("files", files));

    public ValueTask ReturnAsync(string invocationId, List<object?> inputs) => WriteAsync("returnControl", new()
    {
        ["invocationId"] = invocationId,
        ["invocationInputs"] = inputs,
    });

    public static Dictionary<string, object?> Map(string name, object? value) => new() { [name] = value };

    private ValueTask WriteAsync(string name, Dictionary<string, object?> members)
    {
        Utf8JsonWriter json = _output.BeginEvent();
        JsonValueWriter.Write(json, _operation.OutputStream!.Shape.FindMember(name)!.Shape, members);
        return _output.EndEventAsync(name);
    }
}

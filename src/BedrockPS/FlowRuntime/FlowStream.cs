using System;
using System.Collections;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Api;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.FlowRuntime;

/// <summary>
/// A flow's answer as it arrives, piece by piece: <c>do { while (TryRead(out chunk)) … } while (await FillAsync())</c>. The last piece
/// carries the whole; it comes only once the flow has said that it is done.
/// </summary>
internal sealed class FlowStream : IDisposable
{
    private const string Operation = "InvokeFlow";

    private readonly ApiEventStream _events;
    private readonly OperationDescription _operation;
    private readonly List<FlowTrace> _traces = [];
    private readonly Dictionary<string, int> _counts = [];
    private bool _isComplete;
    private bool _isEnded;
    private int _index;

    /// <param name="events">The answer's events; disposed with this.</param>
    /// <param name="response">Filled as they come.</param>
    public FlowStream(ApiEventStream events, FlowResponse response)
    {
        _events = events;
        _operation = ServiceDescription.Get("bedrock-agent-runtime").GetOperation(Operation);
        Response = response;
        response.ExecutionId = events.Initial.Text("executionId") is { Length: > 0 } id ? id : response.ExecutionId;
        response.RequestId = events.RequestId;
    }

    /// <summary>What has arrived so far.</summary>
    public FlowResponse Response { get; }

    /// <summary>The next piece that can be had without waiting.</summary>
    /// <exception cref="BedrockException">The in-stream error, StreamCorrupt.</exception>
    public bool TryRead(out AnswerChunk? chunk)
    {
        try
        {
            if (_events.TryRead(out KeyValuePair<string, Dictionary<string, object?>> next))
            {
                chunk = Read(next.Key, next.Value);
                return true;
            }
        }
        catch (BedrockException exception)
        {
            FlowErrors.Advise(exception);
            throw;
        }

        chunk = null;
        return false;
    }

    /// <summary>Waits for more; false at the end.</summary>
    /// <exception cref="BedrockException">StreamTruncated, Connection, IdleTimeout, Timeout.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_isEnded)
        {
            return false;
        }

        if (await _events.FillAsync(cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        _isEnded = true;
        return _isComplete ? false : throw FlowErrors.Truncated(Response);
    }

    public void Dispose() => _events.Dispose();

    private AnswerChunk Read(string name, Dictionary<string, object?> content)
    {
        switch (name)
        {
            case "flowOutputEvent":
                FlowOutput output = new(content.Text("nodeName"), content.Text("nodeType"), DocumentOf(content));
                Add(output);
                return Chunk(AnswerChunkKind.Output, output.ToString(), output);
            case "flowMultiTurnInputRequestEvent":
                Response.InputRequest = new FlowInputRequest(content.Text("nodeName"), content.Text("nodeType"), DocumentOf(content));
                return Chunk(AnswerChunkKind.ReturnControl, Response.InputRequest.ToString(), Response.InputRequest);
            case "flowTraceEvent":
                FlowTrace trace = FlowTraceReader.Read(content.Map("trace"), EventShape(name)?.FindMember("trace")?.Shape);
                _traces.Add(trace);
                return Chunk(AnswerChunkKind.Trace, "", trace);
            case "flowCompletionEvent":
                _isComplete = true;
                Response.CompletionReason = content.Text("completionReason");
                Response.Traces = [.. _traces];
                return new AnswerChunk(AnswerChunkKind.End, _index++, "", response: Response);
            default:
                return Chunk(AnswerChunkKind.Other, "", ResourceObject.FromEvent(name, content, EventShape(name)));
        }
    }

    private AnswerChunk Chunk(AnswerChunkKind kind, string text, object content) => new(kind, _index++, text, content);

    private void Add(FlowOutput output)
    {
        if (Response.Outputs.Count == 0)
        {
            Response.Output = output.Content;
        }

        // A node in an iteration gives one thing after another; a list that a node gave in one stays an item.
        int count = _counts.TryGetValue(output.Node, out int known) ? known + 1 : 1;
        _counts[output.Node] = count;
        Response.Outputs[output.Node] = count switch
        {
            1 => output.Content,
            2 => new ArrayList { Response.Outputs[output.Node], output.Content },
            _ => new ArrayList((ArrayList)Response.Outputs[output.Node]!) { output.Content },
        };
    }

    private ShapeDescription? EventShape(string name) => _operation.OutputStream!.Shape.FindMember(name)?.Shape;

    private static object? DocumentOf(Dictionary<string, object?> content) =>
        content.Map("content").TryGetValue("document", out object? document) ? FlowDocument.Show(document) : null;
}

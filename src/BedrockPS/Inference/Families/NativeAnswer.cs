using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using BedrockPS.Protocol;

namespace BedrockPS.Inference.Families;

/// <summary>
/// Folds what a family reads, whole or piece by piece, into one response, so that both ways give the same object. Pieces are
/// handed out as chunks in between.
/// </summary>
internal sealed class NativeAnswer
{
    public const string GuardrailIntervened = "guardrail_intervened";

    private readonly List<Part> _parts = [];
    private readonly Queue<StreamChunk> _chunks = new();
    private readonly ReasoningSplitter? _splitter;
    private bool _isFinished;

    public NativeAnswer(ModelResponse response, ReasoningTags? tags)
    {
        Response = response;
        _splitter = tags is null ? null : new ReasoningSplitter(tags, this);
    }

    public ModelResponse Response { get; }

    /// <summary>The model itself has said that it is done.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Index of a block that would be begun now.</summary>
    public int NextIndex => _parts.Count == 0 ? 0 : _parts[_parts.Count - 1].Index + 1;

    /// <summary>Answer text so far, reasoning aside.</summary>
    public string Text
    {
        get
        {
            StringBuilder text = new();
            foreach (Part part in _parts)
            {
                if (part.Kind == StreamChunkKind.Text)
                {
                    text.Append(part.Builder.Text);
                }
            }

            return text.ToString();
        }
    }

    public bool TryTake(out StreamChunk? chunk)
    {
        if (_chunks.Count == 0)
        {
            chunk = null;
            return false;
        }

        chunk = _chunks.Dequeue();
        return true;
    }

    public void Add(StreamChunk chunk) => _chunks.Enqueue(chunk);

    /// <summary>Text of a family without block numbers, in which reasoning may be marked by tags.</summary>
    public void AddText(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        if (_splitter is not null)
        {
            _splitter.Append(text!);
        }
        else
        {
            AddPlainText(text!);
        }
    }

    public void AddPlainText(string text)
    {
        Part part = Current(StreamChunkKind.Text);
        part.Builder.AppendText(text);
        Add(new StreamChunk(StreamChunkKind.Text, part.Index, text));
    }

    public void AddText(int index, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            At(index, StreamChunkKind.Text).Builder.AppendText(text!);
            Add(new StreamChunk(StreamChunkKind.Text, index, text!));
        }
    }

    public void AddReasoning(string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            Part part = Current(StreamChunkKind.Reasoning);
            part.Builder.AppendReasoning(text!);
            Add(new StreamChunk(StreamChunkKind.Reasoning, part.Index, text!));
        }
    }

    public void AddReasoning(int index, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            At(index, StreamChunkKind.Reasoning).Builder.AppendReasoning(text!);
            Add(new StreamChunk(StreamChunkKind.Reasoning, index, text!));
        }
    }

    /// <summary>Proof the service wants back with the reasoning when the conversation goes on.</summary>
    public void AddSignature(int index, string? signature)
    {
        if (!string.IsNullOrEmpty(signature))
        {
            At(index, StreamChunkKind.Reasoning).Builder.AppendSignature(signature!);
        }
    }

    public void AddRedactedReasoning(int index, string base64) =>
        At(index, StreamChunkKind.Reasoning).Builder.SetRedacted(base64);

    /// <param name="index">The text's block.</param>
    /// <param name="json">The citation as Converse writes it.</param>
    public void AddCitation(int index, string json)
    {
        At(index, StreamChunkKind.Text).Builder.AppendCitation(json);
        Add(new StreamChunk(StreamChunkKind.Citation, index, json));
    }

    public void StartTool(int index, string id, string name)
    {
        byte[] json = JsonText.ToUtf8(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("toolUseId", id);
            writer.WriteString("name", name);
            writer.WriteEndObject();
        });
        using JsonDocument start = JsonDocument.Parse(json);
        At(index, StreamChunkKind.ToolUse).Builder.StartTool(start.RootElement);
    }

    /// <param name="index">The tool call's block.</param>
    /// <param name="json">A fragment of the input's JSON.</param>
    public void AddToolInput(int index, string? json)
    {
        if (!string.IsNullOrEmpty(json))
        {
            At(index, StreamChunkKind.ToolUse).Builder.AppendToolInput(json!);
            Add(new StreamChunk(StreamChunkKind.ToolUse, index, json!));
        }
    }

    /// <summary>Index of the tool call begun last; -1 when there is none.</summary>
    public int LastTool
    {
        get
        {
            int i = _parts.Count - 1;
            while (i >= 0 && _parts[i].Kind != StreamChunkKind.ToolUse)
            {
                i--;
            }

            return i < 0 ? -1 : _parts[i].Index;
        }
    }

    /// <summary>A block that came whole and already in Converse's form.</summary>
    public void AddBlock(ContentBlock block)
    {
        if (block.Text is not null)
        {
            AddText(NextIndex, block.Text);
            return;
        }

        _parts.Add(new Part(NextIndex, StreamChunkKind.Other) { Whole = block });
    }

    /// <summary>Content this version does not know: passed on as JSON.</summary>
    public void AddOther(int index, string json) => Add(new StreamChunk(StreamChunkKind.Other, index, json));

    public void SetUsage(long input, long output, long cacheRead = 0, long cacheWrite = 0)
    {
        TokenUsage usage = Response.Usage;
        usage.InputTokens = input;
        usage.OutputTokens = output;
        usage.CacheReadInputTokens = cacheRead;
        usage.CacheWriteInputTokens = cacheWrite;
        usage.TotalTokens = input + output + cacheRead + cacheWrite;
    }

    /// <summary>The model's reason in its family's words. Null says nothing.</summary>
    public void SetStopReason(string? reason)
    {
        // What the guardrail said about the answer outweighs the model's own word.
        if (!string.IsNullOrEmpty(reason) && Response.StopReason != GuardrailIntervened)
        {
            Response.StopReason = StopReasons.Translate(reason!);
        }
    }

    /// <summary>As <see cref="SetStopReason"/>, for families whose reason comes with their last chunk.</summary>
    public void Stop(string? reason)
    {
        if (!string.IsNullOrEmpty(reason))
        {
            SetStopReason(reason);
            End();
        }
    }

    /// <summary>The model is done.</summary>
    public void End() => IsComplete = true;

    public void TurnTextIntoReasoning()
    {
        foreach (Part part in _parts)
        {
            if (part.Kind == StreamChunkKind.Text)
            {
                BlockBuilder reasoning = new();
                reasoning.AppendReasoning(part.Builder.Text);
                part.Builder = reasoning;
                part.Kind = StreamChunkKind.Reasoning;
            }
        }
    }

    /// <summary>Fills text and message of the response from what has arrived.</summary>
    public void Finish()
    {
        if (_isFinished)
        {
            return;
        }

        _isFinished = true;
        _splitter?.Finish();
        List<ContentBlock> content = [];
        foreach (Part part in _parts)
        {
            if ((part.Whole ?? part.Builder.Build()) is ContentBlock block)
            {
                content.Add(block);
            }
        }

        Response.Take(new Message("assistant", content));
    }

    /// <summary>The block begun last when it is of this kind, else a new one.</summary>
    private Part Current(StreamChunkKind kind)
    {
        if (_parts.Count > 0 && _parts[_parts.Count - 1].Kind == kind)
        {
            return _parts[_parts.Count - 1];
        }

        Part part = new(NextIndex, kind);
        _parts.Add(part);
        return part;
    }

    private Part At(int index, StreamChunkKind kind)
    {
        for (int i = _parts.Count - 1; i >= 0; i--)
        {
            if (_parts[i].Index == index)
            {
                return _parts[i];
            }
        }

        Part part = new(index, kind);
        _parts.Add(part);
        return part;
    }

    private sealed class Part
    {
        public Part(int index, StreamChunkKind kind)
        {
            Index = index;
            Kind = kind;
        }

        public int Index { get; }

        public StreamChunkKind Kind { get; set; }

        public BlockBuilder Builder { get; set; } = new();

        public ContentBlock? Whole { get; set; }
    }
}

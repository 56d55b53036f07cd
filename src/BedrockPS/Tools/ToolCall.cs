using System;
using System.Text.Json;
using BedrockPS.Inference;

namespace BedrockPS;

/// <summary>One call of a tool that a model asked for, and what became of it. Prints as its name and input.</summary>
public sealed class ToolCall
{
    private object? _input;

    internal ToolCall(string id, string name, string inputJson, int round)
    {
        Id = id;
        Name = name;
        InputJson = inputJson;
        Round = round;
    }

    /// <summary>The service's id of the call.</summary>
    public string Id { get; }

    /// <summary>The tool's name as the model knows it.</summary>
    public string Name { get; }

    /// <summary>What the model gave, as an object with a property for each parameter; text where it gave no valid JSON.</summary>
    public object? Input => _input ??= Parse();

    /// <summary>What the model gave, as JSON.</summary>
    public string InputJson { get; }

    /// <summary>What went back to the model, mostly JSON; null for a call that was returned to the caller.</summary>
    public string? Output { get; internal set; }

    /// <summary>The model was told that the call failed.</summary>
    public bool IsError { get; internal set; }

    public ToolDecision Decision { get; internal set; }

    /// <summary>Time the tool ran, questions to the user aside.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>Answer of the model that asked for it, from 1.</summary>
    public int Round { get; }

    public override string ToString() => $"{Name} {InputJson}";

    private object? Parse()
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(InputJson);
            return JsonObjects.Convert(document.RootElement);
        }
        catch (JsonException)
        {
            return InputJson;
        }
    }
}

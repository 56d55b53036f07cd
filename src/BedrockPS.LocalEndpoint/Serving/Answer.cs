using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Local.Serving;

/// <summary>What an operation answers: members its description knows, bytes made elsewhere, or a stream of events.</summary>
internal sealed class Answer
{
    private Answer()
    {
    }

    /// <summary>Members for the description to write; null for the other kinds.</summary>
    public Dictionary<string, object?>? Members { get; private set; }

    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>Writes the events; null for answers that are no stream.</summary>
    public Func<EventOutput, CancellationToken, Task>? Events { get; private set; }

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public static Answer Of(Dictionary<string, object?> members) => new() { Members = members };

    public static Answer Json(ReadOnlyMemory<byte> body) => new() { Body = body };

    public static Answer Stream(Func<EventOutput, CancellationToken, Task> events) => new() { Events = events };

    public Answer With(string header, string value)
    {
        Headers.Add(new KeyValuePair<string, string>(header, value));
        return this;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using BedrockPS.Inference;
using BedrockPS.Protocol;

namespace BedrockPS.Batches;

/// <summary>
/// The part of a request's body that is the same for every input, taken from a body that was built in the ordinary way. It is used only
/// where bodies made with it come out as the ordinary way makes them.
/// </summary>
internal sealed class BatchTemplate
{
    private const string Mark = "BedrockPSMaterialBedrockPS";

    // Whatever a family's format might treat in its own way.
    private static readonly string[] s_probes =
    [
        "a", " padded \t", "two\r\nlines\n", "\"quoted\" \\ back", "{\"json\":[1,null]}", "\u0000\u001f\u007f", "ä€😀 <>&'+", "</s> [INST] <|eot|> Human:", "\n\nAssistant:",
    ];

    private readonly byte[] _before;
    private readonly byte[] _after;

    private BatchTemplate(byte[] before, byte[] after)
    {
        _before = before;
        _after = after;
    }

    /// <param name="sample">A request whose last block of content is the input's text.</param>
    /// <param name="build">Makes a body in the ordinary way.</param>
    /// <returns>Null where bodies must be built one by one.</returns>
    public static BatchTemplate? From(InferenceRequest sample, Func<InferenceRequest, byte[]> build)
    {
        byte[] body = build(With(sample, Mark));
        byte[] mark = Encoding.ASCII.GetBytes(Mark);
        int start = body.AsSpan().IndexOf(mark);
        if (start < 0 || body.AsSpan(start + mark.Length).IndexOf(mark) >= 0)
        {
            return null;
        }

        BatchTemplate template = new(body.AsSpan(0, start).ToArray(), body.AsSpan(start + mark.Length).ToArray());
        ByteBuffer made = new();
        BatchText text = new();
        return s_probes.All(probe =>
        {
            made.Clear();
            text.Set(probe);
            template.Write(made, text.Inner);
            return made.Written.SequenceEqual(build(With(sample, probe)));
        })
            ? template
            : null;
    }

    /// <param name="target">Takes the body.</param>
    /// <param name="text">The input's text as it stands within a JSON string.</param>
    public void Write(ByteBuffer target, ReadOnlySpan<byte> text)
    {
        target.Add(_before);
        target.Add(text);
        target.Add(_after);
    }

    private static InferenceRequest With(InferenceRequest sample, string text)
    {
        InferenceRequest request = sample.Clone();
        Message last = sample.Messages[sample.Messages.Count - 1];
        IEnumerable<ContentBlock> content = last.Content.Take(last.Content.Length - 1).Append(ContentBlock.FromText(text));
        request.Messages = [.. sample.Messages.Take(sample.Messages.Count - 1), new Message(last.Role, content)];
        return request;
    }
}

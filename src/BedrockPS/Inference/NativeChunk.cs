using System.Management.Automation;
using System.Text;

namespace BedrockPS;

/// <summary>One piece of a model's own stream, as the model formats it.</summary>
public sealed class NativeChunk
{
    private PSObject? _body;

    internal NativeChunk(int index, byte[] bytes, string model)
    {
        Index = index;
        Bytes = bytes;
        Model = model;
    }

    /// <summary>Position in the stream, from 0.</summary>
    public int Index { get; }

    /// <summary>The piece's JSON as an object with the model's own member names; null when it is not JSON.</summary>
    public PSObject? Body => _body ??= Inference.JsonObjects.TryParse(Bytes);

    public byte[] Bytes { get; }

    public string Model { get; }

    public override string ToString() => Encoding.UTF8.GetString(Bytes);
}

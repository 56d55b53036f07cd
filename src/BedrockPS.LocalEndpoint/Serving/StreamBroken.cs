using System;

namespace BedrockPS.Local.Serving;

/// <summary>A fault has ended the stream: whoever writes it stops, and nobody tells the client.</summary>
internal sealed class StreamBroken : Exception
{
}

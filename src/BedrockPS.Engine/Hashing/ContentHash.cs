using System;
using System.IO.Hashing;

namespace BedrockPS.Engine.Hashing;

/// <summary>Tells contents apart, quickly; no protection against somebody who forges them.</summary>
public static class ContentHash
{
    /// <param name="content">What is hashed.</param>
    /// <param name="seed">The hash of what came before, to have one for several pieces.</param>
    public static ulong Of(ReadOnlySpan<byte> content, ulong seed = 0) => XxHash3.HashToUInt64(content, unchecked((long)seed));
}

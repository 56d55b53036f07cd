using System.Collections.Generic;
using System.Linq;

namespace BedrockPS;

/// <summary>Tokens of one call or the sum of several.</summary>
public sealed class TokenUsage
{
    /// <summary>Tokens of the request that were not read from a cache.</summary>
    public long InputTokens { get; set; }

    public long OutputTokens { get; set; }

    public long TotalTokens { get; set; }

    public long CacheReadInputTokens { get; set; }

    public long CacheWriteInputTokens { get; set; }

    /// <summary>The cache writes by time to live, where the service tells; empty else.</summary>
    public CacheDetail[] CacheDetails { get; set; } = [];

    /// <summary>Queries of a rerank model, which is not paid by the token.</summary>
    internal long Queries { get; set; }

    /// <summary>Adds another call's tokens to these.</summary>
    public void Add(TokenUsage other)
    {
        InputTokens += other.InputTokens;
        OutputTokens += other.OutputTokens;
        TotalTokens += other.TotalTokens;
        CacheReadInputTokens += other.CacheReadInputTokens;
        CacheWriteInputTokens += other.CacheWriteInputTokens;
        if (other.CacheDetails.Length > 0)
        {
            CacheDetails = CacheDetails.Concat(other.CacheDetails)
                .GroupBy(static detail => detail.Ttl)
                .Select(static group => new CacheDetail(group.Key, group.Sum(static detail => detail.InputTokens)))
                .ToArray();
        }
    }

    public TokenUsage Clone() => (TokenUsage)MemberwiseClone();

    public override string ToString() => $"{InputTokens} in, {OutputTokens} out";
}

using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Similarity;

/// <summary>One way to a rerank model, for one query.</summary>
internal interface IReranker
{
    /// <summary>A score for each document; null for those that are not among the best.</summary>
    /// <param name="documents">At least one.</param>
    /// <param name="most">How many scores are wanted.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="BedrockException">The call failed, or its answer cannot be read.</exception>
    Task<double?[]> RankAsync(IReadOnlyList<ObjectContent> documents, int most, CancellationToken cancellationToken);
}

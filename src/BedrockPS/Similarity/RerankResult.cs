namespace BedrockPS.Similarity;

/// <summary>What became of one document: its score, none where others were better, or why there is none.</summary>
internal readonly struct RerankResult
{
    public RerankResult(double? score) => (Score, Error) = (score, null);

    public RerankResult(BedrockException error) => (Score, Error) = (null, error);

    public double? Score { get; }

    public BedrockException? Error { get; }
}

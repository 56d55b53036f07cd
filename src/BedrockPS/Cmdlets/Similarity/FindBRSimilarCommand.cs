using System.Management.Automation;
using BedrockPS.Embeddings;
using BedrockPS.Engine.Vectors;
using BedrockPS.Errors;
using BedrockPS.Similarity;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Finds the piped objects that are nearest in meaning to a query, and writes them, best first, with their similarity. Objects are
/// compared as they come: only the best are kept.
/// </summary>
[Cmdlet(VerbsCommon.Find, "BRSimilar", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(PSObject))]
[Calls("bedrock-runtime", "InvokeModel")]
public sealed class FindBRSimilarCommand : EmbeddingCmdlet
{
    private ContentReader? _reader;
    private Ranking<PSObject>? _ranking;
    private Embedding? _query;

    /// <summary>
    /// What to look for: a text, an embedding or a vector, or an image (a file or its bytes) where the model embeds images.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public object Query { get; set; } = null!;

    /// <summary>
    /// Objects to search: strings and files as they are, embeddings without another call, other objects as JSON unless -Property says
    /// what of them counts.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    /// <summary>Names of the properties that count, wildcards included, or a script block: { $_.Title + $_.Body }.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public object[]? Property { get; set; }

    /// <summary>How many objects to write at most; 10 when not given.</summary>
    [Parameter]
    [Alias("First")]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; } = 10;

    /// <summary>Lowest similarity to write, -1 to 1. What is a good one depends on the model.</summary>
    [Parameter]
    [ValidateRange(-1.0, 1.0)]
    public double? MinimumScore { get; set; }

    protected override object? Target => Bare(InputObject) ?? Query;

    protected override void Process() => ForEachObject(InputObject, part =>
    {
        Begin(part);
        Embed(_reader!.Read(part), part!);
    });

    protected override void Finish()
    {
        FinishEmbedding();
        if (_ranking is not null)
        {
            foreach ((double score, PSObject item) in _ranking.Take())
            {
                WriteObject(ScoredObject.Of(item, "Similarity", VectorPair.Round(score)));
            }
        }
    }

    private protected override void Take(EmbeddingInput input, Embedding embedding)
    {
        if (_query is not null)
        {
            VectorPair.Check(_query, VectorPair.Check(embedding));
            _ranking!.Add(VectorMath.Cosine(_query.Vector, embedding.Vector), (PSObject)input.Source!);
        }
    }

    /// <summary>Without a query no object could fare better than the first.</summary>
    private void Begin(PSObject? first)
    {
        if (_ranking is not null)
        {
            return;
        }

        try
        {
            _reader = new ContentReader(Property);
            ObjectContent query = ContentReader.ReadValue(Query);

            // A text is looked for in the space of the embeddings it is compared with.
            GivenModel = (query.Embedding ?? StoredEmbedding.Of(first)) is { Model.Length: > 0 } given ? given.Model : null;
            _query = EmbedNow(query, "search_query", Bare(Query)!) is Embedding embedding ? VectorPair.Check(embedding) : null;
            _ranking = new Ranking<PSObject>(Top, MinimumScore);
        }
        catch (BedrockException exception)
        {
            ThrowTerminatingError(exception.ToErrorRecord(Bare(Query)));
        }
    }
}

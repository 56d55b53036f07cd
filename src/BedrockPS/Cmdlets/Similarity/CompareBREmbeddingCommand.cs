using System.Management.Automation;
using BedrockPS.Embeddings;
using BedrockPS.Errors;
using BedrockPS.Similarity;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Compares embeddings, vectors, texts or images: one with another, or one with each that is piped. Tells cosine, dot product and
/// distance; nothing is asked of a model where vectors are given.
/// </summary>
[Cmdlet(VerbsData.Compare, "BREmbedding", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(EmbeddingComparison))]
[Calls("bedrock-runtime", "InvokeModel")]
public sealed class CompareBREmbeddingCommand : EmbeddingCmdlet
{
    private ContentReader? _reader;
    private Embedding? _reference;

    /// <summary>What to compare with: an embedding, a vector, a text, a file or image bytes; any other object as JSON.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public object ReferenceObject { get; set; } = null!;

    /// <summary>What to compare, one or many: embeddings, vectors, texts, files, or objects of which -Property says what counts.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? DifferenceObject { get; set; }

    /// <summary>Names of the properties of -DifferenceObject that count, wildcards included, or a script block.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? Property { get; set; }

    protected override object? Target => Bare(DifferenceObject) ?? ReferenceObject;

    private protected override string InputType => "clustering";

    protected override void Process() => ForEachObject(DifferenceObject, part =>
    {
        Begin(part);
        Embed(_reader!.Read(part), part!);
    });

    protected override void Finish() => FinishEmbedding();

    private protected override void Take(EmbeddingInput input, Embedding embedding)
    {
        if (_reference is not null)
        {
            WriteObject(new EmbeddingComparison(Bare(ReferenceObject), Bare(input.Source), _reference, VectorPair.Check(embedding)));
        }
    }

    private void Begin(PSObject? first)
    {
        if (_reader is not null)
        {
            return;
        }

        try
        {
            ContentReader reader = new(Property);
            ObjectContent reference = ContentReader.ReadValue(ReferenceObject);

            // A text is compared in the space of the embedding it is compared with.
            GivenModel = (reference.Embedding ?? StoredEmbedding.Of(first)) is { Model.Length: > 0 } given ? given.Model : null;
            _reference = EmbedNow(reference, InputType, Bare(ReferenceObject)!) is Embedding embedding ? VectorPair.Check(embedding) : null;
            _reader = reader;
        }
        catch (BedrockException exception)
        {
            ThrowTerminatingError(exception.ToErrorRecord(Bare(ReferenceObject)));
        }
    }
}

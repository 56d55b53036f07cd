using System.Management.Automation;
using BedrockPS.Embeddings;
using BedrockPS.Errors;
using BedrockPS.Similarity;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Groups piped objects that mean nearly the same, as Group-Object groups those that are equal. Each group has a representative, its
/// first object, and every other member is at least as similar to it as -Threshold says.
/// </summary>
[Cmdlet(VerbsData.Group, "BRSimilar", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SimilarGroup))]
[Calls("bedrock-runtime", "InvokeModel")]
public sealed class GroupBRSimilarCommand : EmbeddingCmdlet
{
    private ContentReader? _reader;
    private SimilarGroups? _groups;

    /// <summary>
    /// Objects to group: strings and files as they are, embeddings without another call, other objects as JSON unless -Property says
    /// what of them counts.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    /// <summary>Names of the properties that count, wildcards included, or a script block: { $_.Title + $_.Body }.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public object[]? Property { get; set; }

    /// <summary>Lowest similarity of a member and its group's first object, -1 to 1; 0.9 when not given.</summary>
    [Parameter]
    [ValidateRange(-1.0, 1.0)]
    public double Threshold { get; set; } = 0.9;

    /// <summary>Smallest group to write: 2 leaves out what is like nothing else.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MinimumCount { get; set; } = 1;

    /// <summary>Count the members only, and keep none of them but the first.</summary>
    [Parameter]
    public SwitchParameter NoElement { get; set; }

    protected override object? Target => Bare(InputObject);

    private protected override string InputType => "clustering";

    protected override void Process() => ForEachObject(InputObject, part =>
    {
        Begin();
        Embed(_reader!.Read(part), part!);
    });

    protected override void Finish()
    {
        FinishEmbedding();
        if (_groups is not null)
        {
            foreach (SimilarGroup group in _groups.Take(MinimumCount, StopToken))
            {
                WriteObject(group);
            }
        }
    }

    private protected override void Take(EmbeddingInput input, Embedding embedding) =>
        _groups!.Add((PSObject)input.Source!, input.Text, VectorPair.Check(embedding), StopToken);

    private void Begin()
    {
        try
        {
            _reader ??= new ContentReader(Property);
            _groups ??= new SimilarGroups(Threshold, !NoElement);
        }
        catch (BedrockException exception)
        {
            ThrowTerminatingError(exception.ToErrorRecord(Property));
        }
    }
}

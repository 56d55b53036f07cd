using System;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Embeddings;
using BedrockPS.Engine.Vectors;
using BedrockPS.Errors;
using BedrockPS.Indexes;
using BedrockPS.Similarity;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Finds the entries of an index that are nearest in meaning to a query, best first. Every entry is compared, on all cores, so that
/// none that is nearer is missed.
/// </summary>
[Cmdlet(VerbsCommon.Search, "BRIndex", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(IndexMatch))]
[Calls("bedrock-runtime", "InvokeModel")]
public sealed class SearchBRIndexCommand : EmbeddingCmdlet
{
    /// <summary>Entries that a filter is asked about in the first round, and at most in a later one.</summary>
    private const int FirstRound = 64;
    private const int LastRound = 65_536;

    private IndexReader? _reader;
    private IndexSpace? _space;
    private int _told;

    /// <summary>The index file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>What to look for: texts, embeddings or a vector. Each piped query is a search of its own.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? Query { get; set; }

    /// <summary>How many entries to write at most for each query; 10 when not given.</summary>
    [Parameter]
    [Alias("First")]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; } = 10;

    /// <summary>Lowest similarity to write, -1 to 1. What is a good one depends on the model.</summary>
    [Parameter]
    [ValidateRange(-1.0, 1.0)]
    public double? MinimumScore { get; set; }

    /// <summary>Says of an object, which it finds in $_, whether it counts: { $_.Server -like 'web*' }.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Filter { get; set; }

    protected override object? Target => Bare(Query) ?? Path;

    private protected override string? WaitingFor => base.WaitingFor ?? Path;

    protected override void Process() => ForEachObject(Query, part =>
    {
        Begin();
        if (part is null)
        {
            throw new BedrockException("EmptyInput", "There is nothing to look for.");
        }

        ObjectContent content = ContentReader.ReadValue(part);
        if (content.Embedding is null && Model is null && _reader!.Model.Length == 0)
        {
            throw new BedrockException("NoModel", $"'{_reader.Path}' holds vectors that came without their model, so that no text can be compared with them.")
            {
                RecommendedAction = "Give -Model, the one that made the vectors, or give an embedding as the query.",
            };
        }

        if (EmbedNow(content, "search_query", part) is Embedding embedding)
        {
            Write(_space!.Take(embedding), Bare(part));
        }
    });

    private protected override void CheckModel(string modelId) => _space!.CheckModel(modelId);

    /// <summary>Queries are embedded one at a time.</summary>
    private protected override void Take(EmbeddingInput input, Embedding embedding)
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _reader?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Begin()
    {
        if (_reader is not null)
        {
            return;
        }

        try
        {
            string path = FullPathOf(Path);
            IndexReader reader = RunLong(() => IndexFile.Read(path), path);
            _space = new IndexSpace(path, reader.Model, reader.Dimension);
            GivenModel = reader.Model.Length > 0 ? reader.Model : null;
            if (Dimension is int given)
            {
                _space.CheckDimension(given);
            }
            else if (reader.Dimension != 0)
            {
                Dimension = reader.Dimension;
            }

            _reader = reader;
            if (reader.Length > reader.End)
            {
                WriteVerbose($"{reader.Length - reader.End} bytes at the end of '{path}' are of an addition that is not finished.");
            }

            foreach (IndexDamage damage in reader.Damage)
            {
                if (damage.IsFatal)
                {
                    throw IndexErrors.Of(path, damage);
                }
            }

            TellDamage();
        }
        catch (BedrockException exception)
        {
            ThrowTerminatingError(exception.ToErrorRecord(Path));
        }
    }

    private void Write(float[] vector, object? query)
    {
        IndexReader reader = _reader!;
        float minimum = MinimumScore is double lowest ? (float)lowest : float.NegativeInfinity;
        int round = Filter is null ? Top : (int)Math.Min(Math.Max(FirstRound, 4L * Top), LastRound);
        RowSet? seen = null;
        for (int written = 0; ;)
        {
            int wanted = round;
            RowSet? except = seen;
            RowScore[] found = RunLong(() => reader.Search(vector, wanted, minimum, except, StopToken), reader.Path);
            TellDamage();
            foreach (RowScore row in found)
            {
                if (Match(row, query) is IndexMatch match && IsWanted(match))
                {
                    WriteObject(match);
                    if (++written == Top)
                    {
                        return;
                    }
                }
            }

            if (found.Length < wanted)
            {
                return;
            }

            // Filtered or damaged: the next best have their turn.
            seen ??= new RowSet(reader.RowCount);
            foreach (RowScore row in found)
            {
                seen.Add(row.Row);
            }

            round = (int)Math.Min(Math.Max(FirstRound, 4L * round), LastRound);
        }
    }

    private IndexMatch? Match(RowScore row, object? query)
    {
        try
        {
            return new IndexMatch(_reader!.Path, Math.Max(-1, Math.Min(1, row.Score)), IndexRecord.Read(_reader.ReadRecord(row.Row), _reader.Path), query);
        }
        catch (IndexException exception)
        {
            WriteFailure(IndexErrors.Of(exception), Path);
        }
        catch (BedrockException exception)
        {
            WriteFailure(exception, Path);
        }

        return null;
    }

    private bool IsWanted(IndexMatch match)
    {
        if (Filter is null)
        {
            return true;
        }

        try
        {
            List<PSVariable> variables = [new PSVariable("_", match.Object)];
            return LanguagePrimitives.IsTrue(Filter.InvokeWithContext(null, variables));
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            WriteFailure(new BedrockException("FilterFailed", $"-Filter failed for entry {match.Id}: {exception.Message}", exception), match);
            return false;
        }
    }

    /// <summary>Each damaged part once, whatever the number of searches.</summary>
    private void TellDamage()
    {
        IReadOnlyList<IndexDamage> damage = _reader!.Damage;
        for (; _told < damage.Count; _told++)
        {
            if (damage[_told].LosesRows)
            {
                WriteFailure(IndexErrors.Of(_reader.Path, damage[_told]), Path);
            }
            else
            {
                WriteWarning($"'{_reader.Path}': {damage[_told].Message} Test-BRIndex -Repair mends it.");
            }
        }
    }
}

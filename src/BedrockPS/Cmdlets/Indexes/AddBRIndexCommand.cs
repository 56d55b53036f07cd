using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Runtime.InteropServices;
using BedrockPS.Embeddings;
using BedrockPS.Engine.Vectors;
using BedrockPS.Errors;
using BedrockPS.Indexes;
using BedrockPS.Similarity;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Embeds objects and keeps them, with their vectors, in an index file, where Search-BRIndex finds them again. An entry with the same id
/// supersedes the earlier one, and what has not changed is neither embedded nor written again.
/// </summary>
[Cmdlet(VerbsCommon.Add, "BRIndex", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(VectorIndex))]
[Calls("bedrock-runtime", "InvokeModel")]
public sealed class AddBRIndexCommand : EmbeddingCmdlet
{
    private readonly IndexBatch _batch = new();

    // Ids that this run has sent on: what the file holds of them is not the last word any more.
    private readonly HashSet<IndexKey> _sent = [];
    private ContentReader? _content;
    private IdReader? _ids;
    private string _path = "";
    private IndexLock? _lock;
    private IndexWriter? _writer;
    private IndexSpace? _space;
    private bool _isBroken;
    private long _added;
    private long _unchanged;

    /// <summary>The index file. One that is missing is made, for the model of the first entry.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>
    /// What to add: strings and text files as they are, other objects as JSON unless -Property says what of them is embedded. Embeddings
    /// go in as they are, without a call. The whole object is kept beside the vector, as JSON of up to four levels.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    /// <summary>Names of the properties that are embedded, wildcards included, or a script block: { $_.Title + $_.Body }.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public object[]? Property { get; set; }

    /// <summary>
    /// Name of the property that an object is known by, or a script block: { $_.Server + $_.EventId }. Without it an object is known by its
    /// content, so that the same object twice is one entry.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public object? Id { get; set; }

    /// <summary>Write the facts of the index at the end.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override object? Target => Bare(InputObject) ?? Path;

    protected override void Process() => ForEachObject(InputObject, part =>
    {
        Begin();
        Send(part);
    });

    protected override void Finish()
    {
        FinishEmbedding();
        Commit();
        if (_path.Length > 0)
        {
            WriteVerbose($"{_added} entries were added to '{_path}', {_unchanged} had not changed.");
        }

        CloseWriter();
        string path = FullPathOf(Path);
        if (PassThru && File.Exists(path))
        {
            WriteObject(VectorIndex.Of(path));
        }
    }

    private protected override void LastWords() => Commit();

    private protected override object? TargetOf(EmbeddingInput input) => EntryOf(input).Source;

    private protected override void CheckModel(string modelId) => _space?.CheckModel(modelId);

    private protected override void Take(EmbeddingInput input, Embedding embedding)
    {
        Entry entry = EntryOf(input);
        _space ??= new IndexSpace(_path, embedding.Model.Length > 0 ? embedding.Model : Model ?? "", Dimension ?? 0);
        _batch.Add(new IndexEntry(entry.Id, entry.Text, entry.Record, _space.Take(embedding)));
        if (_batch.IsDue)
        {
            Commit();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (!MyInvocation.BoundParameters.ContainsKey("Confirm"))
            {
                KeepRest();
            }

            CloseWriter();
        }

        base.Dispose(disposing);
    }

    /// <summary>What is wrong with the index is wrong for every object.</summary>
    private void Begin()
    {
        if (_path.Length > 0)
        {
            return;
        }

        string path = FullPathOf(Path);
        try
        {
            _content = new ContentReader(Property);
            _ids = new IdReader(Id);
            if (IsRehearsal)
            {
                if (File.Exists(path))
                {
                    VectorIndex index = VectorIndex.Of(path);
                    Settle(new IndexSpace(path, index.Model, index.Dimension));
                }
            }
            else
            {
                _lock = IndexLock.Take(path);
                if (File.Exists(path))
                {
                    _writer = RunLong(() => IndexFile.Write(path, StopToken), "reading the index");
                    Settle(new IndexSpace(path, _writer.Model, _writer.Dimension));
                    if (_writer.CutBytes > 0)
                    {
                        WriteVerbose($"{_writer.CutBytes} bytes that a run did not finish were cut off '{path}'.");
                    }
                }
            }

            _path = path;
        }
        catch (BedrockException exception)
        {
            ThrowTerminatingError(exception.ToErrorRecord(Path));
        }
    }

    private void Settle(IndexSpace space)
    {
        if (Dimension is int given)
        {
            space.CheckDimension(given);
        }
        else if (space.Dimension != 0)
        {
            Dimension = space.Dimension;
        }

        GivenModel = space.Model.Length > 0 ? space.Model : null;
        _space = space;
    }

    private void Send(PSObject? part)
    {
        ObjectContent content;
        object? subject;
        if (StoredEmbedding.Of(part) is Embedding given)
        {
            // What it was made of is what is looked for later.
            content = ObjectContent.OfEmbedding(given);
            subject = given.InputObject;
        }
        else
        {
            content = _content!.Read(part);
            subject = part;
        }

        string? text = content.Text ?? Bare(subject as PSObject) as string ?? subject as string;
        string? json = IndexRecord.ObjectJsonOf(subject, text);
        IndexKey key = KeyOf(content);
        string id = _ids!.Read(subject) ?? (text is null && json is null ? key.ToString() : IndexRecord.IdOf(text, json));
        Entry entry = new(IndexKey.Of(id), key, IndexRecord.Write(id, text, json), Bare(part));
        if (_sent.Contains(entry.Id) || !IsKnown(entry, ref content))
        {
            _sent.Add(entry.Id);
            Embed(content, PSObject.AsPSObject(entry));
        }
    }

    /// <summary>The index has it as it is. If only the object has changed, its vector serves again.</summary>
    private bool IsKnown(Entry entry, ref ObjectContent content)
    {
        if (_writer?.Find(entry.Id) is not int row)
        {
            return false;
        }

        try
        {
            byte[] record = _writer.ReadRecord(row, out IndexKey text);
            if (!text.Equals(entry.Text))
            {
                return false;
            }

            if (record.AsSpan().SequenceEqual(entry.Record))
            {
                _unchanged++;
                return true;
            }

            content = ObjectContent.OfEmbedding(new Embedding(_writer.ReadVector(row), _writer.Model));
            return false;
        }
        catch (IndexException exception)
        {
            // It is superseded by what is added now.
            WriteVerbose(exception.Message);
            return false;
        }
    }

    private static IndexKey KeyOf(ObjectContent content) => content switch
    {
        { Embedding: { } embedding } => IndexKey.Of(MemoryMarshal.AsBytes(embedding.Vector.AsSpan()).ToArray()),
        { Image: { } image } => IndexKey.Of(image.Bytes),
        _ => IndexKey.Of(content.Text ?? ""),
    };

    private void Commit()
    {
        int count = _batch.Entries.Count;
        if (count == 0 || _isBroken)
        {
            return;
        }

        if (!ShouldProcess(_path, count == 1 ? "Add one entry" : $"Add {count} entries"))
        {
            _batch.Clear();
            return;
        }

        try
        {
            RunLong(Append, "writing the index");
        }
        catch (BedrockException exception)
        {
            // No later entry could fare better.
            _isBroken = true;
            ThrowTerminatingError(exception.ToErrorRecord(Path));
        }
    }

    private int Append() => IndexErrors.Run(_path, () =>
    {
        if (_writer is null)
        {
            IndexFile.Create(_path, _space!.Model, _space.Dimension);
            _writer = IndexFile.Write(_path, StopToken);
        }

        _writer.Append(_batch.Entries, []);
        int count = _batch.Entries.Count;
        _added += count;
        _batch.Clear();
        return count;
    });

    /// <summary>After Ctrl+C: what has come has been paid for.</summary>
    private void KeepRest()
    {
        if (_batch.Entries.Count == 0 || _isBroken || _lock is null)
        {
            return;
        }

        try
        {
            Append();
        }
        catch (Exception exception) when (exception is BedrockException or OperationCanceledException)
        {
            // Nobody is listening any more.
        }
    }

    private void CloseWriter()
    {
        _writer?.Dispose();
        _writer = null;
        _lock?.Dispose();
        _lock = null;
    }

    private static Entry EntryOf(EmbeddingInput input) => (Entry)((PSObject)input.Source!).BaseObject;

    /// <summary>An entry on its way.</summary>
    private sealed class Entry
    {
        public Entry(IndexKey id, IndexKey text, byte[] record, object? source)
        {
            Id = id;
            Text = text;
            Record = record;
            Source = source;
        }

        public IndexKey Id { get; }

        public IndexKey Text { get; }

        public byte[] Record { get; }

        public object? Source { get; }
    }
}

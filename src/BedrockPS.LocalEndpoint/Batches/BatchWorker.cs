using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Http;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Storage;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Batches;

/// <summary>
/// Runs a batch: reads its records from the store, asks the model for each, and leaves a file of results for each file of records,
/// and the manifest. Records pass through; memory does not grow with their number.
/// </summary>
internal sealed class BatchWorker
{
    /// <summary>Records between two updates of what the job tells of itself.</summary>
    private const int Step = 500;

    private readonly OperationTable _operations;
    private readonly IObjectStore _store;
    private readonly Resource _job;
    private readonly BatchTally _tally = new();

    public BatchWorker(OperationTable operations, IObjectStore store, Resource job)
    {
        _operations = operations;
        _store = store;
        _job = job;
    }

    /// <exception cref="ServiceFault">Why the job fails.</exception>
    public async Task<WorkOutcome> RunAsync(CancellationToken cancellationToken)
    {
        S3Address input = S3Address.Parse(Config("inputDataConfig", "s3InputDataConfig"));
        S3Address output = S3Address.Parse(Config("outputDataConfig", "s3OutputDataConfig"));
        string folder = output.Folder + _job.Id + "/";
        CheckRole(_job.Members.Text("roleArn") ?? "", input);
        IReadOnlyList<(string Key, string Name)> files = await FilesAsync(input, cancellationToken).ConfigureAwait(false);
        foreach ((string key, string _) in files)
        {
            await CountAsync(input.Bucket, key, cancellationToken).ConfigureAwait(false);
        }

        // Where it may not be written is to be known before the work is done.
        await _store.ListAsync(output.Bucket, folder, cancellationToken).ConfigureAwait(false);
        if (IsNamed("expire"))
        {
            return new WorkOutcome("Expired", "Simulated: what has 'expire' in its name runs out of time.");
        }

        bool isPartial = IsNamed("partial");
        long most = isPartial ? _tally.Total / 2 : long.MaxValue;
        string action = _job.Members.Text("modelInvocationType") == "Converse" ? "converse" : "invoke";
        OfflineCaller model = new(_operations, action, _job.Members.Text("modelId")!, _job.Region);
        foreach ((string key, string name) in files)
        {
            using ObjectWriter writer = await _store.CreateAsync(
                output.Bucket, folder + name + ".out", "application/jsonl", cancellationToken).ConfigureAwait(false);
            using (Stream records = await _store.OpenAsync(input.Bucket, key, cancellationToken).ConfigureAwait(false))
            {
                await AnswerAsync(new JsonLineReader(records), new ShuffledWriter(writer.Stream), model, most, cancellationToken)
                    .ConfigureAwait(false);
            }

            await writer.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        await _store.WriteJsonAsync(output.Bucket, folder + "manifest.json.out", WriteManifest, cancellationToken).ConfigureAwait(false);
        _job.Set(_tally.Members);
        return isPartial
            ? new WorkOutcome("PartiallyCompleted", "Simulated: what has 'partial' in its name ends with half of its records processed.")
            : WorkOutcome.Success;
    }

    /// <summary>Files of records by their keys, and what their results are called.</summary>
    private async Task<IReadOnlyList<(string Key, string Name)>> FilesAsync(S3Address input, CancellationToken cancellationToken)
    {
        const string extension = ".jsonl";
        if (input.Key.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
        {
            return await _store.FindAsync(input.Bucket, input.Key, cancellationToken).ConfigureAwait(false) is null
                ? throw S3Fault.NoSuchKey(input.ToString())
                : [(input.Key, input.Key.Substring(input.Key.LastIndexOf('/') + 1))];
        }

        List<(string Key, string Name)> files = [];
        foreach (StoredObject found in await _store.ListAsync(input.Bucket, input.Folder, cancellationToken).ConfigureAwait(false))
        {
            if (found.Key.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            {
                files.Add((found.Key, found.Key.Substring(input.Folder.Length)));
            }
        }

        return files.Count > 0 ? files : throw ServiceFault.Validation($"There is no file with the extension {extension} at {input}.");
    }

    /// <summary>Looks at each record before any is worked on.</summary>
    /// <exception cref="ServiceFault">A line is no JSON, or the file has no record.</exception>
    private async Task CountAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        using Stream stream = await _store.OpenAsync(bucket, key, cancellationToken).ConfigureAwait(false);
        JsonLineReader lines = new(stream);
        long before = _tally.Total;
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is ReadOnlyMemory<byte> line)
        {
            try
            {
                BatchRecord.Parse(line);
            }
            catch (JsonException e)
            {
                throw ServiceFault.Validation($"Line {lines.Line} of s3://{bucket}/{key} is no valid record: {e.Message}");
            }

            _tally.Total++;
        }

        if (_tally.Total == before)
        {
            throw ServiceFault.Validation($"There is no record in s3://{bucket}/{key}.");
        }

        _job.Set(_tally.Members);
    }

    private async Task AnswerAsync(
        JsonLineReader records, ShuffledWriter results, OfflineCaller model, long most, CancellationToken cancellationToken)
    {
        ByteBuffer line = new(4096);
        while (_tally.Processed < most && await records.ReadAsync(cancellationToken).ConfigureAwait(false) is ReadOnlyMemory<byte> text)
        {
            BatchRecord record = BatchRecord.Parse(text);
            line.Clear();
            await AnswerAsync(record, line, model, cancellationToken).ConfigureAwait(false);
            await results.AddAsync(line.ToArray(), cancellationToken).ConfigureAwait(false);
            if (_tally.Processed % Step == 0)
            {
                _job.Set(_tally.Members);
            }
        }

        await results.FinishAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task AnswerAsync(BatchRecord record, ByteBuffer line, OfflineCaller model, CancellationToken cancellationToken)
    {
        string id = record.Id ?? "RECORD" + (_tally.Processed + 1).ToString("D11", CultureInfo.InvariantCulture);
        ReadOnlyMemory<byte> answer = default;
        ServiceFault? error = null;
        try
        {
            if (record.ModelInput.IsEmpty)
            {
                throw ServiceFault.Validation("modelInput: a JSON object is required.");
            }

            (answer, OperationCall call) = await model.AskAsync(record.ModelInput.ToArray(), cancellationToken).ConfigureAwait(false);
            _tally.Succeeded++;
            _tally.InputTokens += call.Completion?.InputTokens ?? 0;
            _tally.OutputTokens += call.Completion?.OutputTokens ?? 0;
        }
        catch (ServiceFault fault)
        {
            error = fault;
            _tally.Failed++;
        }

        using (Utf8JsonWriter json = new(line, JsonText.WriterOptions))
        {
            json.WriteStartObject();
            if (!record.ModelInput.IsEmpty)
            {
                json.WritePropertyName("modelInput");
                json.WriteRawValue(record.ModelInput.Span, skipInputValidation: true);
            }

            if (error is null)
            {
                json.WritePropertyName("modelOutput");
                json.WriteRawValue(answer.Span, skipInputValidation: true);
            }
            else
            {
                json.WriteStartObject("error");
                json.WriteNumber("errorCode", error.Status);
                json.WriteString("errorMessage", error.Message);
                json.WriteEndObject();
            }

            json.WriteString("recordId", id);
            json.WriteEndObject();
        }

        line.Add("\n"u8);
    }

    private void WriteManifest(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (KeyValuePair<string, object?> member in _tally.Members)
        {
            json.WriteNumber(member.Key, (long)member.Value!);
        }

        json.WriteNumber("inputTokenCount", _tally.InputTokens);
        json.WriteNumber("outputTokenCount", _tally.OutputTokens);
        json.WriteEndObject();
    }

    private static void CheckRole(string role, S3Address input)
    {
        if (role.IndexOf("denied", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            throw ServiceFault.Denied($"The role {role} is not allowed to perform s3:GetObject on {input}.");
        }
    }

    private string? Config(string config, string inS3) => _job.Members.Map(config)?.Map(inS3)?.Text("s3Uri");

    private bool IsNamed(string word) => _job.Name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}

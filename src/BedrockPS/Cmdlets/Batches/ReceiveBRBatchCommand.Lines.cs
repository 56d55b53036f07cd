using System;
using System.Collections.Generic;
using System.IO;
using BedrockPS.Batches;
using BedrockPS.Files;
using BedrockPS.Models;
using BedrockPS.Protocol;
using BedrockPS.S3;

namespace BedrockPS.Cmdlets;

/// <content>Lines of answers, from S3 or from files, joined to their objects.</content>
public sealed partial class ReceiveBRBatchCommand
{
    private long? _given;

    /// <summary>Writes what the lines say, each before the next is read.</summary>
    private void WriteLines(BatchLineReader lines, BatchAnswers answers, BatchObjects? objects, BatchProgress progress, Action? save)
    {
        do
        {
            while (lines.TryRead(out ReadOnlyMemory<byte> line))
            {
                if (line.Length == 0)
                {
                    continue;
                }

                bool isAnswer = Raw ? WriteRaw(line) : WriteLine(line, answers, objects);
                progress.Answered += isAnswer ? 1 : 0;
                progress.Failed += isAnswer ? 0 : 1;
                progress.Next = lines.Position;
                save?.Invoke();
            }
        }
        while (base.Wait(lines.FillAsync(StopToken)));
    }

    private bool WriteRaw(ReadOnlyMemory<byte> line)
    {
        WriteObject(ValueBytes.Utf8.GetString(line.ToArray()));
        return true;
    }

    /// <returns>Whether it is an answer.</returns>
    private bool WriteLine(ReadOnlyMemory<byte> line, BatchAnswers answers, BatchObjects? objects)
    {
        object? target = null;
        try
        {
            BatchOutput record = BatchOutput.Read(line);
            if (objects is null || !objects.TryRead(record.Ordinal, record.Id, out object? inputObject))
            {
                inputObject = BatchAnswers.InputOf(record);
            }

            target = inputObject ?? record.Id;
            WriteObject(answers.Read(record, inputObject));
            return true;
        }
        catch (BedrockException exception)
        {
            WriteFailure(exception, target ?? ValueBytes.Utf8.GetString(line.ToArray()));
            return false;
        }
    }

    /// <summary>The objects the answers belong to: here, or in S3 beside the input.</summary>
    private BatchObjects? ObjectsOf(IReadOnlyDictionary<string, object?> job, BatchResults results)
    {
        if (JournalPath is not null)
        {
            return BatchObjects.Open(BatchFolder.Of(FullPathOf(JournalPath)));
        }

        string input = job.Map("inputDataConfig").Map("s3InputDataConfig").Text("s3Uri");
        if (BatchPlace.OfInput(S3Address.Parse(input)) is not BatchPlace place)
        {
            WriteVerbose($"{input} was not put there by Start-BRBatch: what the records asked stands in the place of the objects.");
            return null;
        }

        BatchFolder folder = new(global::System.IO.Path.Combine(BatchFolder.Root, place.Name));
        try
        {
            base.Wait(results.FetchObjectsAsync(folder, place, StopToken));
        }
        catch (BedrockException exception) when (exception.Code is "NoSuchKey" or "AccessDenied")
        {
            WriteWarning($"The input objects are not to be had, and what the records asked stands in their place. {exception.Message}");
        }

        return BatchObjects.Open(folder);
    }

    private void ReadFiles(string path)
    {
        BatchFolder? folder = JournalPath is null ? null : BatchFolder.Of(FullPathOf(JournalPath));
        (string model, bool isConverse) = FormatOf(folder);
        using BatchObjects? objects = Raw || folder is null ? null : BatchObjects.Open(folder);
        BatchAnswers answers = new(model, isConverse, new BatchPrice(Prices, null));
        ForEach(FilesOf(path), file => ReadFile(file, answers, objects));
    }

    private void ReadFile(string path, BatchAnswers answers, BatchObjects? objects)
    {
        try
        {
            using FileStream file = PrivateFile.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            WriteLines(new BatchLineReader(file.ReadAsync), answers, objects, new BatchProgress(), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFailure.Reading(path, exception);
        }
    }

    /// <summary>Who answered, and in which format: as told, else as the journal has it.</summary>
    private (string Model, bool IsConverse) FormatOf(BatchFolder? folder)
    {
        if (Model is not null)
        {
            return (Model, !Native);
        }

        if (folder is null)
        {
            throw new BedrockException("ParameterInvalid", "-Path needs to be told who answered.") { RecommendedAction = "Give -JournalPath or -Model." };
        }

        using BatchJournal journal = BatchJournal.Open(folder);
        IReadOnlyDictionary<string, object?> job = journal.Settings.Map("job");
        return (job.Text("modelId"), job.Text("modelInvocationType") == "Converse");
    }
}

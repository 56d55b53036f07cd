using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using System.Threading;
using System;
using BedrockPS.Files;

namespace BedrockPS.Storage;

/// <summary>Answers from recordings and from nothing else: a request that was not recorded is an error, and nothing is ever sent.</summary>
internal sealed class Replayer : IAnswerStore
{
    private readonly string _folder;

    /// <exception cref="BedrockException">FileUnreadable: there is no such folder.</exception>
    public Replayer(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new BedrockException("FileUnreadable", $"There is no folder '{folder}' to replay from.");
        }

        _folder = folder;
    }

    public string Name => $"the recordings '{_folder}'";

    public IAnswerPlace Open(StoredRequest request, bool mayWait) => new Place(this, request);

    /// <summary>The model a short name stood for when it was recorded.</summary>
    /// <exception cref="BedrockException">ReplayMissing.</exception>
    public async Task<string> ResolveNameAsync(string given, CancellationToken cancellationToken)
    {
        string path = RecordingFolder.FileOfName(_folder, given);
        try
        {
            if (await PrivateFile.ReadAsync(path, cancellationToken).ConfigureAwait(false) is byte[] content)
            {
                using JsonDocument document = JsonDocument.Parse(content);
                if (document.RootElement.GetProperty("format").GetString() == RecordingFolder.NameFormat
                    && document.RootElement.GetProperty("model").GetString() is string modelId)
                {
                    return modelId;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RecordingFolder.Unreadable(path, exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Damaged is as good as missing, which is what the error says.
        }

        throw new BedrockException(
            "ReplayMissing", $"'{_folder}' does not say which model the name '{given.Trim()}' stands for: '{Path.GetFileName(path)}' is missing or damaged.")
        {
            RecommendedAction = "Give the full model id, or record again with -Record.",
        };
    }

    private async Task<StoredAnswer?> FindAsync(StoredRequest request, CancellationToken cancellationToken)
    {
        RequestKey key = RequestKey.Of(request);
        string path = RecordingFolder.FileOf(_folder, request, key);
        byte[]? content;
        try
        {
            content = await PrivateFile.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RecordingFolder.Unreadable(path, exception);
        }

        if (content is not null && AnswerFile.TryRead(content, RecordingFolder.Format, key) is StoredAnswer answer)
        {
            return answer;
        }

        string why = content is not null
            ? $" '{Path.GetFileName(path)}' is there but damaged or of another version."
            : await Task.Run(() => NearestRecording.Describe(_folder, request, cancellationToken), cancellationToken).ConfigureAwait(false);
        throw new BedrockException("ReplayMissing", $"'{_folder}' holds no answer to this request to {request.Model} (key {key}).{why}")
        {
            Operation = request.Operation,
        };
    }

    private sealed class Place : IAnswerPlace
    {
        private readonly Replayer _replayer;
        private readonly StoredRequest _request;

        public Place(Replayer replayer, StoredRequest request) => (_replayer, _request) = (replayer, request);

        public Task<StoredAnswer?> FindAsync(CancellationToken cancellationToken) => _replayer.FindAsync(_request, cancellationToken);

        public Task SaveAsync(StoredAnswer answer, CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}

using System.IO;
using System.Threading.Tasks;
using System.Threading;
using System;
using BedrockPS.Files;
using BedrockPS.Protocol;

namespace BedrockPS.Storage;

/// <summary>
/// Writes each request with its answer into a folder, a readable file each, for <see cref="Replayer"/> to answer from. A request
/// recorded before is recorded anew. Requests are as they were before they were signed: no credential is in them.
/// </summary>
internal sealed class Recorder : IAnswerStore
{
    private readonly string _folder;

    public Recorder(string folder) => _folder = folder;

    public string Name => $"the recordings '{_folder}'";

    public IAnswerPlace Open(StoredRequest request, bool mayWait) => new Place(this, request);

    /// <summary>Keeps what a short model name stood for, so that a replay needs no model list.</summary>
    public Task RecordNameAsync(string given, string modelId, CancellationToken cancellationToken) =>
        WriteAsync(
            RecordingFolder.FileOfName(_folder, given),
            JsonText.ToUtf8(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("format", RecordingFolder.NameFormat);
                writer.WriteNumber("version", 1);
                writer.WriteString("name", given.Trim());
                writer.WriteString("model", modelId);
                writer.WriteEndObject();
            }),
            cancellationToken);

    private async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(_folder);
            await PrivateFile.WriteAsync(path, content, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFailure.Writing(path, exception);
        }
    }

    private sealed class Place : IAnswerPlace
    {
        private readonly Recorder _recorder;
        private readonly StoredRequest _request;

        public Place(Recorder recorder, StoredRequest request) => (_recorder, _request) = (recorder, request);

        /// <summary>Recording asks anew.</summary>
        public Task<StoredAnswer?> FindAsync(CancellationToken cancellationToken) => Task.FromResult<StoredAnswer?>(null);

        public Task SaveAsync(StoredAnswer answer, CancellationToken cancellationToken)
        {
            RequestKey key = RequestKey.Of(_request);
            return _recorder.WriteAsync(
                RecordingFolder.FileOf(_recorder._folder, _request, key),
                AnswerFile.Write(RecordingFolder.Format, key, _request, answer),
                cancellationToken);
        }

        public void Dispose()
        {
        }
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.AgentRuntime;
using BedrockPS.Engine.S3;
using BedrockPS.S3;

namespace BedrockPS.AsyncInvocations;

/// <summary>Where an invocation has left its files, and what they are.</summary>
internal sealed class OutputPlace
{
    private readonly S3Location _folder;

    private OutputPlace(string arn, S3Location folder)
    {
        Arn = arn;
        _folder = folder;
        Id = arn.Substring(arn.LastIndexOf('/') + 1);
    }

    public string Arn { get; }

    /// <summary>What the ARN ends with; files of different invocations lie in folders of that name.</summary>
    public string Id { get; }

    /// <param name="arn">The invocation.</param>
    /// <param name="uri">The place it tells of: the folder of this invocation, or the one that has a folder for each.</param>
    public static OutputPlace Of(string arn, string uri)
    {
        S3Location place = S3Address.Parse(uri);
        OutputPlace found = new(arn, place);
        string last = place.Key.TrimEnd('/');
        return last.Substring(last.LastIndexOf('/') + 1) == found.Id
            ? new OutputPlace(arn, place.Below(""))
            : new OutputPlace(arn, place.Below(found.Id + "/"));
    }

    /// <summary>The files, in the order of their names.</summary>
    /// <exception cref="BedrockException">OutputMissing, or what S3 refuses.</exception>
    public async Task<IReadOnlyList<S3Entry>> ListAsync(S3Client s3, CancellationToken cancellationToken)
    {
        List<S3Entry> files = [];
        await foreach (S3Entry entry in s3.ListAsync(_folder, byFolder: false, cancellationToken).ConfigureAwait(false))
        {
            // What ends in a slash is what consoles make of an empty folder.
            if (entry.Location.Name.Length > 0)
            {
                files.Add(entry);
            }
        }

        return files.Count > 0 ? files : throw new BedrockException("OutputMissing", $"There is nothing at {_folder}.");
    }

    /// <summary>What a file is called within the place, and on this machine below the folder of the invocation.</summary>
    /// <exception cref="BedrockException">OutputNameUnsafe: it would lead elsewhere.</exception>
    public string NameOf(S3Entry file)
    {
        string name = file.Location.Key.Substring(_folder.Key.Length);
        foreach (string part in name.Split('/'))
        {
            if (part.IndexOf('\\') >= 0 || OutFolder.SafeName(part) != part)
            {
                throw new BedrockException("OutputNameUnsafe", $"{file.Location} has a name that is none for a file here, and is left where it is.");
            }
        }

        return name.Replace('/', Path.DirectorySeparatorChar);
    }

    public static string KindOf(string name)
    {
        string file = Path.GetFileName(name);
        return file.EndsWith(".mp4", StringComparison.OrdinalIgnoreCase)
            ? file.StartsWith("shot_", StringComparison.OrdinalIgnoreCase) ? "Shot" : "Video"
            : file.Equals("manifest.json", StringComparison.OrdinalIgnoreCase) ? "Manifest"
            : EmbeddingFile.IsOne(file) ? "Embedding"
            : file.EndsWith("status.json", StringComparison.OrdinalIgnoreCase) || file.EndsWith("-result.json", StringComparison.OrdinalIgnoreCase) ? "Status"
            : "File";
    }
}

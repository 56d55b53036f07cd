using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;
using BedrockPS.AsyncInvocations;
using BedrockPS.Engine.S3;
using BedrockPS.Files;
using BedrockPS.Protocol;
using BedrockPS.S3;

namespace BedrockPS.Cmdlets;

/// <content>Bringing what invocations have left in S3.</content>
public abstract partial class ConnectedCmdlet
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    /// <exception cref="BedrockException">FileExists.</exception>
    private protected void CheckOutFile(string outFile, bool force)
    {
        string path = FullPathOf(outFile);
        if (!force && File.Exists(path))
        {
            throw new BedrockException("FileExists", $"'{path}' exists already.") { RecommendedAction = "Give another -OutFile, or -Force." };
        }
    }

    /// <summary>Saves what an invocation has made, and writes a file object for each.</summary>
    /// <param name="invocation">As Get-BRAsyncInvocation shows it, done.</param>
    /// <param name="outDirectory">Folder that gets a folder for the invocation; null: the current one.</param>
    /// <param name="outFile">File for the video or the embeddings alone; null: all files are saved.</param>
    /// <param name="force">Overwrites that file.</param>
    private protected void SaveOutputs(PSObject invocation, string? outDirectory, string? outFile, bool force)
    {
        OutputPlace place = PlaceOf(invocation);
        ApiClient api = ApiIn(invocation.Properties["Region"]?.Value as string);
        IReadOnlyList<S3Entry> files = Wait(place.ListAsync(api.S3, StopToken));
        if (outFile is not null)
        {
            CheckOutFile(outFile, force);
            S3Entry main = MainOf(files, place);
            Download(api.S3, main, FullPathOf(outFile), place, isNew: true);
            return;
        }

        string folder = Path.Combine(FullPathOf(outDirectory ?? "."), place.Id);
        ForEach(files, file => Download(api.S3, file, Path.Combine(folder, place.NameOf(file)), place, isNew: false));
    }

    /// <summary>Writes the embeddings an invocation has made; false where it has made none.</summary>
    private protected bool WriteEmbeddings(PSObject invocation)
    {
        OutputPlace place = PlaceOf(invocation);
        ApiClient api = ApiIn(invocation.Properties["Region"]?.Value as string);
        IReadOnlyList<S3Entry> files = Wait(place.ListAsync(api.S3, StopToken));
        string model = invocation.Properties["ModelArn"]?.Value as string ?? "";
        bool any = false;
        foreach (S3Entry file in files)
        {
            if (!EmbeddingFile.IsOne(file.Location.Name))
            {
                continue;
            }

            any = true;
            string temporary = Path.Combine(Path.GetTempPath(), "bedrockps-" + Guid.NewGuid().ToString("N"), file.Location.Name);
            try
            {
                PrivateFile.CreateFolder(Path.GetDirectoryName(temporary)!);
                Run(new ObjectDownload(api.S3, file, temporary), file);
                foreach (Embedding embedding in EmbeddingFile.Read(temporary, file.Location.ToString(), model.Substring(model.IndexOf('/') + 1)))
                {
                    WriteObject(embedding);
                }
            }
            finally
            {
                if (Directory.Exists(Path.GetDirectoryName(temporary)))
                {
                    Directory.Delete(Path.GetDirectoryName(temporary)!, recursive: true);
                }
            }
        }

        return any;
    }

    private static OutputPlace PlaceOf(PSObject invocation)
    {
        string? uri = Inner(Inner(invocation, "OutputDataConfig"), "S3OutputDataConfig")?.Properties["S3Uri"]?.Value as string;
        string? arn = invocation.Properties["InvocationArn"]?.Value as string;
        return uri is not null && arn is not null
            ? OutputPlace.Of(arn, uri)
            : throw new BedrockException("OutputMissing", "The invocation does not say where its output is.");

        static PSObject? Inner(PSObject? value, string name) => value?.Properties[name]?.Value is object inner ? PSObject.AsPSObject(inner) : null;
    }

    /// <summary>The file that the invocation was for: the whole video, or the embeddings.</summary>
    private static S3Entry MainOf(IReadOnlyList<S3Entry> files, OutputPlace place)
    {
        S3Entry? main = null;
        foreach (S3Entry file in files)
        {
            string kind = OutputPlace.KindOf(file.Location.Name);
            if (kind is "Video" or "Embedding")
            {
                main = main is null || kind == "Video" ? file : main;
            }
        }

        return main ?? throw new BedrockException("OutputMissing", $"Among the files of {place.Arn} is no video and no embedding; -OutDirectory saves them all.");
    }

    private void Download(S3Client s3, S3Entry file, string target, OutputPlace place, bool isNew)
    {
        if (!ShouldProcess(target, $"Save {file.Location}"))
        {
            return;
        }

        // In the invocation's own folder a file of that name and length is this one, from an earlier run.
        if (isNew || !File.Exists(target) || new FileInfo(target).Length != file.Length)
        {
            Run(new ObjectDownload(s3, file, target), file);
        }

        WriteObject(new AsyncOutput(target, file.Location.ToString(), file.Length, OutputPlace.KindOf(file.Location.Name), place.Arn));
    }

    private void Run(ObjectDownload download, S3Entry file)
    {
        ProgressBar bar = new(this, file.Location.Name);
        bool isDone = false;
        try
        {
            Task task = download.RunAsync(StopToken);
            while (!task.IsCompleted)
            {
                WaitQuietly(Task.WhenAny(task, Task.Delay(s_look, StopToken)));
                StopToken.ThrowIfCancellationRequested();
                if (!task.IsCompleted)
                {
                    bar.Show($"{download.Done:N0} of {file.Length:N0} bytes", (int)(download.Done * 100 / Math.Max(1, file.Length)), null);
                }
            }

            WaitQuietly(task);
            isDone = true;
        }
        finally
        {
            if (isDone)
            {
                bar.Complete();
            }
            else
            {
                bar.Abandon();
            }
        }
    }
}

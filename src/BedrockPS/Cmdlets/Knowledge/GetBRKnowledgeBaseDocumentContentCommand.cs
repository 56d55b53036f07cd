using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Files;
using BedrockPS.Knowledge;
using BedrockPS.Models;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Fetches documents of a knowledge base: the file itself, or the text that was taken out of it. Passages that were found can be piped in,
/// for the whole documents they are from; -OutFile and -OutDirectory save instead of holding in memory.
/// </summary>
[Cmdlet(VerbsCommon.Get, "BRKnowledgeBaseDocumentContent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(KnowledgeDocumentContent))]
[Calls(KnowledgeApi.Service, "GetDocumentContent")]
public sealed class GetBRKnowledgeBaseDocumentContentCommand : ConnectedCmdlet
{
    private const int MaxDocument = 512 * 1024 * 1024;

    private readonly KnowledgeBaseFinder _finder = new();
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);

    /// <summary>Id, ARN or name of the knowledge base.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("KnowledgeBaseId", "KnowledgeBaseArn")]
    [ArgumentCompleter(typeof(KnowledgeBaseCompleter))]
    public string KnowledgeBase { get; set; } = null!;

    /// <summary>Id or name of the data source.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("DataSourceId")]
    public string DataSource { get; set; } = null!;

    /// <summary>Ids of the documents, as Get-BRKnowledgeBaseDocument and passages name them.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    public string[] DocumentId { get; set; } = null!;

    /// <summary>The text that was taken out of the document, as JSON, instead of the file itself.</summary>
    [Parameter]
    public SwitchParameter Extracted { get; set; }

    /// <summary>File to save the document to.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>Folder to save documents in, each under the last part of its id; it is made where it is not there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutDirectory { get; set; }

    /// <summary>Do not write over files that are there.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Who asks, for knowledge bases that know who may see which document.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UserId { get; set; }

    protected override object? Target => DocumentId;

    protected override void Process()
    {
        ApiClient api = ApiIn(KnowledgeBaseReference.Parse(KnowledgeBase)?.Region);
        ForEach(DocumentId, document =>
        {
            // Several passages may be of the same document.
            if (_done.Add($"{KnowledgeBase}\n{DataSource}\n{document}"))
            {
                Fetch(api, document);
            }
        });
    }

    private void Fetch(ApiClient api, string document)
    {
        string? path = TargetOf(document);
        if (path is not null)
        {
            ExportFile.Check(path, NoClobber);
            if (!ShouldProcess(path, "Save document"))
            {
                return;
            }
        }

        (KnowledgeBaseReference knowledgeBase, Dictionary<string, object?> answer) = Wait(_finder.CallAsync(
            api,
            KnowledgeBase,
            async found =>
            {
                string source = await FindSourceAsync(api, found).ConfigureAwait(false);
                return (found, await api.CallAsync(KnowledgeApi.Service, "GetDocumentContent", Members(found, source, document), StopToken).ConfigureAwait(false));
            },
            StopToken));
        WriteObject(path is null ? Load(api, answer, document, knowledgeBase) : Save(api, answer, document, knowledgeBase, path));
    }

    /// <summary>A data source may be given by its name, and a name may look like an id.</summary>
    private async System.Threading.Tasks.Task<string> FindSourceAsync(ApiClient api, KnowledgeBaseReference knowledgeBase) =>
        ResourceTypes.DataSource.IsId(DataSource)
            ? DataSource
            : await new ResourceApi(api, ResourceTypes.DataSource)
                .FindOneAsync(DataSource, new() { ["knowledgeBaseId"] = knowledgeBase.Id }, StopToken).ConfigureAwait(false)
                ?? throw new BedrockException("ResourceNotFound", $"The knowledge base {knowledgeBase.Id} has no data source '{DataSource}'.")
                {
                    RecommendedAction = "Get-BRDataSource lists what it has.",
                };

    private Dictionary<string, object?> Members(KnowledgeBaseReference knowledgeBase, string source, string document)
    {
        Dictionary<string, object?> members = new()
        {
            ["knowledgeBaseId"] = knowledgeBase.Identifier,
            ["dataSourceId"] = source,
            ["documentId"] = document,
            ["outputFormat"] = Extracted ? "EXTRACTED" : "RAW",
        };
        if (UserId is not null)
        {
            members["userContext"] = new Dictionary<string, object?> { ["userId"] = UserId };
        }

        return members;
    }

    private KnowledgeDocumentContent Load(ApiClient api, Dictionary<string, object?> answer, string document, KnowledgeBaseReference knowledgeBase)
    {
        if (answer.TryGetValue("documentContentLength", out object? length) && length is > (long)MaxDocument)
        {
            throw new BedrockException("FileTooLarge", $"The document '{document}' has {length} bytes; more than {MaxDocument} are not held in memory.")
            {
                RecommendedAction = "Save it with -OutFile or -OutDirectory.",
            };
        }

        using MemoryStream bytes = new();
        Wait(api.DownloadAsync(answer.Text("presignedUrl"), bytes, StopToken));
        return Content(answer, document, knowledgeBase, bytes.Length, bytes.ToArray(), null);
    }

    private KnowledgeDocumentContent Save(
        ApiClient api, Dictionary<string, object?> answer, string document, KnowledgeBaseReference knowledgeBase, string path)
    {
        // What is there is kept until the new one is whole.
        string part = path + ".part";
        long length = 0;
        try
        {
            ExportFile.Write(part, file =>
            {
                if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
                {
                    Directory.CreateDirectory(folder);
                }

                using FileStream target = PrivateFile.Open(file, FileMode.Create, FileAccess.Write, FileShare.None);
                Wait(api.DownloadAsync(answer.Text("presignedUrl"), target, StopToken));
                length = target.Length;
            });
            ExportFile.Write(path, file => PrivateFile.Replace(part, file));
        }
        finally
        {
            File.Delete(part);
        }

        return Content(answer, document, knowledgeBase, length, null, path);
    }

    private KnowledgeDocumentContent Content(
        Dictionary<string, object?> answer, string document, KnowledgeBaseReference knowledgeBase, long length, byte[]? bytes, string? path) =>
        new(document, answer.Text("mimeType"), length)
        {
            KnowledgeBaseId = knowledgeBase.Id,
            DataSourceId = DataSource,
            Bytes = bytes,
            Path = path,
        };

    private string? TargetOf(string document)
    {
        if (OutFile is not null)
        {
            return OutDirectory is null && _done.Count == 1
                ? FullPathOf(OutFile)
                : throw new BedrockException("ParameterInvalid", "-OutFile is for one document, and not beside -OutDirectory.")
                {
                    RecommendedAction = "Save several documents with -OutDirectory.",
                };
        }

        if (OutDirectory is null)
        {
            return null;
        }

        char[] barred = Path.GetInvalidFileNameChars();
        string name = document.TrimEnd('/');
        name = new string(name.Substring(name.LastIndexOf('/') + 1).Select(letter => barred.Contains(letter) || letter == ':' ? '_' : letter).ToArray());
        name = name.Trim('.', ' ').Length == 0 ? "document" : name;
        return Path.Combine(FullPathOf(OutDirectory), Extracted ? name + ".json" : name);
    }
}

using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;
using BedrockPS.Completers;
using BedrockPS.Files;
using BedrockPS.Inference;
using BedrockPS.Knowledge;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Searches a knowledge base and writes the passages it finds, best first. Each passage has its text, its score, where it comes from and
/// the attributes of its document; -Filter chooses by these, -RerankModel puts the passages into a better order.
/// </summary>
[Cmdlet(VerbsCommon.Search, "BRKnowledgeBase")]
[OutputType(typeof(Passage))]
[Calls(KnowledgeApi.Service, "Retrieve")]
public sealed partial class SearchBRKnowledgeBaseCommand : RetrievalCmdlet
{
    private const long MaxImage = 5_242_880;

    /// <summary>Id, ARN or name of the knowledge base.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("KnowledgeBaseId", "KnowledgeBaseArn")]
    [ArgumentCompleter(typeof(KnowledgeBaseCompleter))]
    public string KnowledgeBase { get; set; } = null!;

    /// <summary>A picture to search by instead of a question, where the knowledge base has a multimodal model: path, file or bytes; png, jpeg, gif or webp of up to 5 MB.</summary>
    [Parameter]
    [AttachmentArgument]
    [ValidateNotNullOrEmpty]
    public object? Image { get; set; }

    /// <summary>Write all passages, page by page.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    private protected override string Place
    {
        get => KnowledgeBase;
        set => KnowledgeBase = value;
    }

    private protected override void Run()
    {
        ApiClient api = ApiOf(KnowledgeBase);
        RetrievalSettings settings = Settings(api, All);
        PassageSearch search = NewSearch(api, settings);
        foreach ((Dictionary<string, object?> query, object input) in Queries())
        {
            if (ThrottleLimit > 1)
            {
                SendAmongOthers(search, api, query, input);
                continue;
            }

            try
            {
                WritePassages(search, api, query, input);
            }
            catch (BedrockException exception)
            {
                WriteFailure(exception, input);
            }
        }
    }

    private PassageSearch NewSearch(ApiClient api, RetrievalSettings settings)
    {
        Dictionary<string, object?> rest = [];
        AddUser(rest);
        if (GuardrailMembers() is Dictionary<string, object?> guardrail)
        {
            rest["guardrailConfiguration"] = guardrail;
        }

        return new PassageSearch(api, settings)
        {
            Rest = rest,
            GuardrailIntervened = () => Log.AddWarning("A guardrail intervened."),
        };
    }

    /// <summary>The questions or the picture of this input, as the operation takes them.</summary>
    private IEnumerable<(Dictionary<string, object?> Query, object Input)> Queries()
    {
        if (Image is not null)
        {
            if (Query is not null)
            {
                throw Conflict("-Image and -Query exclude each other.", "Search by one of them.");
            }

            yield return (ImageQuery(), Input ?? Image);
            yield break;
        }

        foreach (string question in Questions())
        {
            yield return (new() { ["type"] = "TEXT", ["text"] = question }, BelongsTo(question));
        }
    }

    private Dictionary<string, object?> ImageQuery()
    {
        object given = Single(Image!);
        string name = "The bytes";
        byte[] bytes;
        switch (given)
        {
            case byte[] whole:
                bytes = whole;
                break;
            case FileInfo or string:
                FileInfo file = given as FileInfo ?? new FileInfo(FullPathOf((string)given));
                name = $"'{file.FullName}'";
                bytes = Material.ReadBytes(file, MaxImage);
                break;
            default:
                throw new BedrockException("AttachmentInvalid", $"-Image takes a path, a file or bytes, not a {given.GetType().Name}.");
        }

        FileKind kind = FileKind.Of(bytes, "");
        return kind.Block == "image"
            ? new() { ["type"] = "IMAGE", ["image"] = new Dictionary<string, object?> { ["format"] = kind.Format, ["inlineContent"] = bytes } }
            : throw new BedrockException("FileUnsupported", $"{name} cannot be searched by: the service takes png, jpeg, gif and webp.");
    }

    private void WritePassages(PassageSearch search, ApiClient api, Dictionary<string, object?> query, object input)
    {
        (IAsyncEnumerator<Passage> passages, bool isThere) = Wait(Finder.CallAsync(
            api,
            KnowledgeBase,
            async knowledgeBase =>
            {
                IAsyncEnumerator<Passage> found = search.FindAsync(knowledgeBase, query, StopToken).GetAsyncEnumerator(StopToken);
                return (found, await found.MoveNextAsync().ConfigureAwait(false));
            },
            StopToken));
        try
        {
            for (; isThere; isThere = Wait(passages.MoveNextAsync()))
            {
                passages.Current.InputObject = input;
                WriteObject(passages.Current);
            }
        }
        finally
        {
            Wait(passages.DisposeAsync().AsTask());
        }
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Errors;
using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <summary>What goes with one message, and not with a chat: files and search results.</summary>
public abstract class MessageCmdlet : InferenceCmdlet
{
    private List<ContentBlock>? _attachments;

    /// <summary>
    /// Images the message is about: paths, wildcards, files, bytes, s3:// URIs. png, jpeg, gif or webp; up to 20 of up to 3.75 MB and
    /// 8000 pixels a side.
    /// </summary>
    [Parameter]
    [AttachmentArgument]
    [ArgumentCompleter(typeof(S3Completer))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public object[]? Image { get; set; }

    /// <summary>
    /// Documents, given like images: pdf, csv, doc, docx, xls, xlsx, html, md and other text; up to 5 of up to 4.5 MB. A text file is
    /// a document here.
    /// </summary>
    [Parameter]
    [AttachmentArgument]
    [ArgumentCompleter(typeof(S3Completer))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public object[]? Document { get; set; }

    /// <summary>Videos, given like images: mkv, mov, mp4, webm, flv, mpeg, mpg, wmv or 3gp; up to 18 MB, more in S3.</summary>
    [Parameter]
    [AttachmentArgument]
    [ArgumentCompleter(typeof(S3Completer))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public object[]? Video { get; set; }

    /// <summary>Sound, given like images: mp3, opus, wav, aac, flac, ogg, m4a, mp4, mka and others; up to 18 MB, more in S3.</summary>
    [Parameter]
    [AttachmentArgument]
    [ArgumentCompleter(typeof(S3Completer))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public object[]? Audio { get; set; }

    /// <summary>Search results the model can answer from and cite: hashtables or objects with Source, Title and Content.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? SearchResult { get; set; }

    /// <summary>Have the model say where in the documents and search results its answer comes from.</summary>
    [Parameter]
    public SwitchParameter Citation { get; set; }

    /// <summary>Account id of the owner of S3 buckets that are another account's.</summary>
    [Parameter]
    [ValidatePattern("^[0-9]{12}$")]
    public string? S3BucketOwner { get; set; }

    /// <summary>
    /// The message's content: attachments before the text, where models read them best and a prompt cache finds them again, and
    /// piped material after it.
    /// </summary>
    /// <param name="text">Prompt and material.</param>
    /// <param name="history">Messages before it, whose documents have names of their own.</param>
    /// <param name="attach">The files are part of this message.</param>
    private protected List<ContentBlock> Compose(IReadOnlyList<ContentBlock> text, IReadOnlyList<Message> history, bool attach = true)
    {
        List<ContentBlock> content = attach ? [.. Attachments(), .. text] : [.. text];
        DocumentNames.MakeUnique(content, history);
        if (Citation && attach)
        {
            SearchResultBlock.AskForCitations(content);
        }

        return content;
    }

    /// <summary>Read once for all messages of the pipeline; a file that cannot be sent dooms them all.</summary>
    private List<ContentBlock> Attachments()
    {
        if (_attachments is not null)
        {
            return _attachments;
        }

        AttachmentArguments arguments = new(SessionState, S3BucketOwner);
        List<ContentBlock> content = [];
        foreach ((string block, object[]? given) in new[] { ("image", Image), ("video", Video), ("audio", Audio), ("document", Document) })
        {
            foreach (object argument in given ?? [])
            {
                Add(argument, content, () => arguments.Read(block, [argument]));
            }
        }

        foreach (object result in SearchResult ?? [])
        {
            Add(result, content, () => [SearchResultArguments.Read(result)]);
        }

        return _attachments = content;
    }

    private void Add(object argument, List<ContentBlock> content, global::System.Func<IEnumerable<ContentBlock>> read)
    {
        try
        {
            foreach (ContentBlock block in read())
            {
                StopToken.ThrowIfCancellationRequested();
                content.Add(block);
            }
        }
        catch (BedrockException exception)
        {
            ThrowTerminatingError(exception.ToErrorRecord(argument));
        }
    }
}

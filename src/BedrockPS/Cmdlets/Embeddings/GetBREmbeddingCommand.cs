using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Cost;
using BedrockPS.Defaults;
using BedrockPS.Embeddings;
using BedrockPS.Errors;
using BedrockPS.Inference;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>Embeds texts and images. Texts of one pipeline share calls where the model takes several at once; the order is kept.</summary>
[Cmdlet(VerbsCommon.Get, "BREmbedding", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(Embedding))]
[Calls("bedrock-runtime", "InvokeModel")]
public sealed partial class GetBREmbeddingCommand : ConnectedCmdlet
{
    /// <summary>Characters gathered for one call at most, so that a batch of long texts stays below the bound of a body.</summary>
    private const int MaxBatchLength = 4_000_000;

    /// <summary>Places gathered for one call at most, wrong inputs included.</summary>
    private const int MaxBatchCount = 1000;

    private EmbeddingBatch _pending = new();
    private ApiClient? _pendingApi;
    private EmbeddingFamily? _family;
    private EmbeddingOptions _options = new();
    private string _modelId = "";
    private EmbeddingImage? _image;

    /// <summary>
    /// What to embed. Piped objects give it through a property Text, Body or Content, or through a script block:
    /// -Text { $_.Title }.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Body", "Content")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string?[]? Text { get; set; }

    /// <summary>Strings, text and image files, image bytes, or objects with a property Text, Body or Content.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public object? InputObject { get; set; }

    /// <summary>
    /// Model id, inference profile id, ARN of either, or a short name that fits one embedding model of the region. Without it the
    /// session's default (Set-BRDefault -EmbeddingModel).
    /// </summary>
    [Parameter(Position = 1)]
    [Alias("ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Model { get; set; }

    /// <summary>Length of the vectors, one of those the model makes.</summary>
    [Parameter]
    [Alias("Dimensions")]
    public int? Dimension { get; set; }

    /// <summary>Vectors of length 1. -Normalize:$false asks for them as they are; without it the model does as it always does.</summary>
    [Parameter]
    public SwitchParameter Normalize { get; set; }

    /// <summary>
    /// What the embeddings are for: search_document, search_query, classification or clustering. Cohere and Nova tell these apart.
    /// </summary>
    [Parameter]
    public string? InputType { get; set; }

    /// <summary>An image, as a path or as bytes; together with a text, both are embedded as one where the model can.</summary>
    [Parameter]
    public object? Image { get; set; }

    /// <summary>Type of the numbers, where the model makes others than float: binary, ubinary, int8, uint8.</summary>
    [Parameter]
    public string? EmbeddingType { get; set; }

    /// <summary>Do not look for an inference profile when the model cannot be called by its own id.</summary>
    [Parameter]
    public SwitchParameter NoProfileFallback { get; set; }

    protected override object? Target => Input ?? Text ?? (object?)Model;

    private protected override string? WaitingFor => _modelId.Length > 0 ? _modelId : base.WaitingFor;

    private object? Input => InputObject is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : InputObject;

    private protected override object? Matter => InputObject;

    protected override void Process()
    {
        Prepare();
        if (Text is not null)
        {
            foreach (string? text in Text)
            {
                Add(new EmbeddingInput(text ?? "", _image, MyInvocation.ExpectingInput ? Input : text));
            }
        }
        else if (MyInvocation.ExpectingInput)
        {
            AddPiped();
        }
        else if (_image is not null)
        {
            Add(new EmbeddingInput(null, _image, Unwrap(Image)));
        }
        else
        {
            throw new BedrockException("EmptyInput", "There is nothing to embed.")
            {
                RecommendedAction = "Give -Text or -Image, or pipe texts or files.",
            };
        }
    }

    protected override void Finish()
    {
        Flush();
        _pipe?.Finish();
    }

    /// <summary>Model and options are the same for the whole pipeline, so what is wrong with them ends it.</summary>
    private void Prepare()
    {
        if (_family is not null)
        {
            return;
        }

        try
        {
            string model = Model ?? SessionDefaults.Current.Values.EmbeddingModel ?? throw new BedrockException(
                "NoModel", "No embedding model was given, and the session has no default one.")
            {
                RecommendedAction = "Give -Model, or set the default with Set-BRDefault -EmbeddingModel.",
            };
            _modelId = Wait(ModelResolver.ResolveAsync(Api, model, "EMBEDDING", StopToken));
            LearnModel(_modelId);
            EmbeddingFamily family = EmbeddingFamilies.For(_modelId);
            _options = family.Check(new EmbeddingOptions
            {
                Dimension = Dimension,
                EmbeddingType = EmbeddingType,
                InputType = InputType,
                Normalize = MyInvocation.BoundParameters.ContainsKey(nameof(Normalize)) ? Normalize.ToBool() : null,
            });
            _image = Image is null ? null : ReadImage(Unwrap(Image));
            OpenCheckpoint();
            _family = family;
        }
        catch (BedrockException exception)
        {
            ThrowTerminatingError(exception.ToErrorRecord(Model));
        }
    }

    private EmbeddingImage ReadImage(object? image) => image switch
    {
        byte[] bytes => EmbeddingImage.From(bytes),
        BedrockPS.Image picture => EmbeddingImage.From(picture.Bytes),
        FileInfo file => EmbeddingImage.From(Material.ReadBytes(file)),
        string path => EmbeddingImage.From(Material.ReadBytes(new FileInfo(FullPathOf(path)))),
        _ => throw new BedrockException("ParameterInvalid", $"-Image takes a path or bytes, not a {image?.GetType().Name}.")
        {
            RecommendedAction = "Give the path of an image file, or its bytes.",
        },
    };

    private EmbeddingInput Read(object? input)
    {
        switch (input)
        {
            case null:
                return new EmbeddingInput(null, _image, input);
            case string text:
                return new EmbeddingInput(text, _image, text);
            case byte[] bytes:
                return new EmbeddingInput(null, EmbeddingImage.From(bytes), bytes);
            case BedrockPS.Image picture:
                return new EmbeddingInput(null, EmbeddingImage.From(picture.Bytes), picture);
            case FileInfo file:
                return ReadFile(file);
            case IDictionary map when TextOf(map) is string text:
                return new EmbeddingInput(text, _image, map);
            default:
                throw new BedrockException(
                    "InputUnsupported", $"An object ({input.GetType().Name}) was piped that has no property Text, Body or Content to embed.");
        }
    }

    private EmbeddingInput ReadFile(FileInfo file)
    {
        byte[] bytes = Material.ReadBytes(file);
        return FileKind.Of(bytes, file.Extension).Block switch
        {
            "text" => new EmbeddingInput(FileKind.DecodeText(bytes), _image, file),
            "image" => new EmbeddingInput(null, EmbeddingImage.From(bytes), file),
            _ => throw new BedrockException("FileUnsupported", $"'{file.FullName}' is neither text nor an image that can be embedded."),
        };
    }

    private void AddPiped()
    {
        EmbeddingInput input;
        try
        {
            input = Read(Input);
        }
        catch (BedrockException exception)
        {
            AddFailure(Target, exception);
            return;
        }

        Add(input);
    }

    private void Add(EmbeddingInput input)
    {
        try
        {
            _family!.Check(input);
        }
        catch (BedrockException exception)
        {
            AddFailure(input.Source, exception);
            return;
        }

        // -Region may come with each input.
        ApiClient api = Api;
        int length = input.Text?.Length ?? 0;
        if (!ReferenceEquals(api, _pendingApi) || !_family.CanBatch(input) || _pending.Length + length > MaxBatchLength)
        {
            Flush();
        }

        _pendingApi = api;
        _pending.Add(input);
        if (_pending.Inputs.Count == _family.BatchSize || !_family.CanBatch(input))
        {
            Flush();
        }
    }

    /// <summary>Tells of the failure in its place: at once, or behind the inputs that still wait to be sent.</summary>
    private void AddFailure(object? source, BedrockException error)
    {
        _pending.AddFailure(source, error);
        if (_pending.Inputs.Count == 0 || _pending.Count >= MaxBatchCount)
        {
            Flush();
        }
    }

    private void Flush()
    {
        if (_pending.Count == 0)
        {
            return;
        }

        EmbeddingBatch batch = _pending;
        _pending = new EmbeddingBatch();
        int count = batch.Inputs.Count;
        if (count == 0 || !ShouldProcess(_modelId, count == 1 ? "Embed one input" : $"Embed {count} inputs"))
        {
            Write(batch.Settled());
            return;
        }

        InferenceClient sender = new(_pendingApi!, Log.AddWarning) { NoProfileFallback = NoProfileFallback, LeavesBusy = Gates is not null };
        MeteredBodyCaller metered = new(sender, NewMeter(_pendingApi!));
        EmbeddingClient client = new(metered, _family!, _modelId, _options, Gates?.For(_pendingApi!.Settings, _modelId));
        if (ThrottleLimit > 1)
        {
            Pipe.Send(batch.Count, async token => batch.Results(await EmbedAsync(client, batch.Inputs, token).ConfigureAwait(false)));
        }
        else
        {
            WriteResults(batch.Results(Wait(EmbedAsync(client, batch.Inputs, StopToken))));
        }
    }

    private void Write(EmbeddingResult[] results)
    {
        if (results.Length > 0 && ThrottleLimit > 1)
        {
            Pipe.Send(results.Length, results);
        }
        else
        {
            WriteResults(results);
        }
    }

    private void WriteResults(EmbeddingResult[] results)
    {
        foreach (EmbeddingResult result in results)
        {
            if (result.Embedding is not null)
            {
                WriteObject(result.Embedding);
            }
            else
            {
                WriteFailure(result.Error!, result.Input.Source);
            }
        }
    }

    private static string? TextOf(IDictionary map)
    {
        foreach (string name in new[] { "Text", "Body", "Content" })
        {
            // Hashtables of PowerShell find their keys in any case.
            if (map.Contains(name))
            {
                return Unwrap(map[name]) as string;
            }
        }

        return null;
    }

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}

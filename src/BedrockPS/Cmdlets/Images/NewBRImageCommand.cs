using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;
using BedrockPS.Api;
using BedrockPS.Completers;
using BedrockPS.Cost;
using BedrockPS.Defaults;
using BedrockPS.Errors;
using BedrockPS.Images;
using BedrockPS.Inference;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Has an image model make or change pictures. A prompt alone makes a picture of it; with -Image and one of the task switches a picture
/// is varied, filled in, extended, freed of its background and so on. What a model does not know is an error that says what it knows.
/// </summary>
[Cmdlet(VerbsCommon.New, "BRImage", DefaultParameterSetName = TextSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(Image))]
[Calls("bedrock-runtime", "InvokeModel")]
public sealed partial class NewBRImageCommand : ConnectedCmdlet
{
    private ImageFamily? _family;
    private PictureTarget? _target;
    private PictureScreen? _screen;
    private string _modelId = "";

    protected override object? Target => Input ?? Prompt ?? (object?)Image ?? Model;

    private protected override string? WaitingFor => _modelId.Length > 0 ? _modelId : base.WaitingFor;

    private protected override object? Matter => InputObject;

    private protected override IReadOnlyList<string> CallParameters => [nameof(Prompt), nameof(Image)];

    private object? Input => InputObject is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : InputObject;

    private ImageTask Task => ParameterSetName == TextSet ? ImageTask.Text : (ImageTask)Enum.Parse(typeof(ImageTask), ParameterSetName);

    protected override void Process()
    {
        Prepare();
        if (ThrottleLimit > 1)
        {
            SendAmongOthers();
            return;
        }

        if (Compose() is Order order)
        {
            WriteBatch(new ImageBatch(order.Input, Target, Wait(order.Client.MakeAsync(order.Calls, StopToken)), order.Paths));
        }
    }

    protected override void Finish() => _pipe?.Finish();

    /// <summary>Model and files are the same for the whole pipeline, so what is wrong with them ends it.</summary>
    private void Prepare()
    {
        if (_family is not null)
        {
            return;
        }

        try
        {
            string model = Model ?? SessionDefaults.Current.Values.ImageModel ?? throw new BedrockException(
                "NoModel", "No image model was given, and the session has no default one.")
            {
                RecommendedAction = "Give -Model, or set the default with Set-BRDefault -ImageModel.",
            };
            _modelId = Wait(ModelResolver.ResolveAsync(Api, model, "IMAGE", StopToken));
            LearnModel(_modelId);
            if (OutFile is not null && OutDirectory is not null)
            {
                throw ImageField.Invalid("-OutFile and -OutDirectory exclude each other.");
            }

            _target = new PictureTarget(
                OutFile is null ? null : FullPathOf(OutFile),
                OutDirectory is null ? null : FullPathOf(OutDirectory),
                Force);
            _family = ImageFamilies.For(_modelId);
        }
        catch (BedrockException exception)
        {
            ThrowTerminatingError(exception.ToErrorRecord(Model));
        }
    }

    /// <summary>The calls this input needs; null where -WhatIf or an answer says not to make them.</summary>
    private Order? Compose()
    {
        ImageRequest request = ReadRequest();
        IReadOnlyList<(ImageRequest Request, NativeBody Body)> calls = ImageClient.Compose(_family!, request);
        string[] paths = _target!.Reserve(request.Prompt, request.Count, Extension(request));
        string what = request.Count == 1 ? "Make an image" : $"Make {request.Count} images";
        if (!ShouldProcess(_modelId, paths.Length > 0 ? $"{what}: {string.Join(", ", paths)}" : what))
        {
            return null;
        }

        _target.MakeFolder();
        ApiClient api = Api;
        InferenceClient sender = new(api, Log.AddWarning) { NoProfileFallback = NoProfileFallback, LeavesBusy = Gates is not null };
        MeteredBodyCaller metered = new(sender, NewMeter(api));
        ImageClient client = new(metered, _family!, _modelId, Gates?.For(api.Settings, _modelId));
        return new Order(client, calls, paths, MyInvocation.ExpectingInput ? Input : request.Prompt ?? Target);
    }

    private static string Extension(ImageRequest request) =>
        request.Options.TryGetValue("OutputFormat", out object? format) ? ExtensionOf(((string)format).ToLowerInvariant()) : "png";

    private static string ExtensionOf(string format) => format == "jpeg" ? "jpg" : format;

    private void WriteBatch(ImageBatch batch)
    {
        int place = 0;
        foreach (ImageResult result in batch.Results)
        {
            string? path = place < batch.Paths.Length ? batch.Paths[place] : null;
            place++;
            if (result.Error is not null)
            {
                WriteFailure(result.Error, batch.Target);
                continue;
            }

            Image image = result.Image!;
            image.InputObject = batch.Input;
            if (path is not null)
            {
                SavePicture(image, path, batch.Target);
            }

            ShowPicture(image);
            WriteObject(image);
        }
    }

    /// <summary>A picture that cannot be saved has been paid for: it goes on in memory, beside the error.</summary>
    private void SavePicture(Image image, string path, object? target)
    {
        try
        {
            string extension = ExtensionOf(image.Format);
            if (OutDirectory is not null)
            {
                path = Path.ChangeExtension(path, extension);
            }
            else if (Path.GetExtension(path).TrimStart('.').ToLowerInvariant() is var given && given != extension && given != image.Format)
            {
                WriteWarning($"'{path}' is a {image.Format} file: {_family!.Name} made that.");
            }

            _target!.Save(image, path);
        }
        catch (BedrockException exception)
        {
            WriteFailure(exception, target);
        }
    }

    private void ShowPicture(Image image)
    {
        if (!Show)
        {
            return;
        }

        _screen ??= new PictureScreen(Host);
        if (_screen.IsRedirected)
        {
            WriteVerbose("The output is redirected; the picture is not shown.");
            return;
        }

        try
        {
            _screen.Show(image.Bytes, image.Path ?? "The picture");
        }
        catch (BedrockException exception)
        {
            WriteWarning(exception.Message);
        }
    }

    /// <summary>What is sent for one input.</summary>
    private sealed class Order
    {
        public Order(ImageClient client, IReadOnlyList<(ImageRequest Request, NativeBody Body)> calls, string[] paths, object? input)
        {
            Client = client;
            Calls = calls;
            Paths = paths;
            Input = input;
        }

        public ImageClient Client { get; }

        public IReadOnlyList<(ImageRequest Request, NativeBody Body)> Calls { get; }

        public string[] Paths { get; }

        public object? Input { get; }
    }
}

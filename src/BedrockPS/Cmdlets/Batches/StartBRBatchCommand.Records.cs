using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Text.Json;
using BedrockPS.Batches;
using BedrockPS.Inference;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <content>What becomes of an input: its body, and the object as it is kept.</content>
public sealed partial class StartBRBatchCommand
{
    // Steps of a single call that a batch has not: the service makes the call, much later.
    private static readonly string[] s_local =
    [
        nameof(Schema), nameof(As), nameof(RepairAttempt), nameof(FullResponse), nameof(Tool), nameof(McpServer), nameof(ToolChoice),
        nameof(ToolApproval), nameof(MaxToolRound), nameof(CacheFor), nameof(CachePath), nameof(Record), nameof(Replay), nameof(Checkpoint),
        nameof(Redact), nameof(RedactPattern), nameof(PromptArn), nameof(PromptVariable), nameof(ServiceTier), nameof(Latency),
        nameof(GuardrailStreamMode), nameof(ThrottleLimit), nameof(Unordered), nameof(TokensPerMinute), nameof(RequestsPerMinute),
    ];

    // InvokeModel has these in its headers, and a record has none.
    private static readonly string[] s_headers = [nameof(Guardrail), nameof(GuardrailTrace), nameof(Metadata)];

    // A body of the user's own says these itself.
    private static readonly string[] s_composed =
    [
        nameof(System), nameof(MaxTokens), nameof(Temperature), nameof(TopP), nameof(StopSequence), nameof(AdditionalField), nameof(Effort),
        nameof(ThinkingBudget), nameof(CachePrompt), nameof(CacheTtl), nameof(Image), nameof(Document), nameof(Video), nameof(Audio),
        nameof(SearchResult), nameof(Citation), nameof(MaxCost),
    ];

    private readonly BatchText _text = new();
    private readonly ByteBuffer _object = new();
    private readonly ByteBuffer _body = new();
    private readonly ByteBuffer _jsonBytes = new();
    private Utf8JsonWriter? _json;
    private BatchTemplate? _template;
    private bool _isChecked;
    private bool _isTemplateTried;
    private BatchCost? _cost;

    private bool IsNative => Native || ParameterSetName == BodySet;

    private void CheckParameters()
    {
        if (_isChecked)
        {
            return;
        }

        Refuse(s_local, "A batch has no place for -{0}: the service makes the calls.", "Leave it out, or ask from this machine with -Local.");
        if (IsNative)
        {
            Refuse(s_headers, "Records in the model's own format have no place for -{0}.", "Leave it out, or -Native.");
        }

        if (ParameterSetName == BodySet)
        {
            Refuse(s_composed, "-{0} does nothing with -Body, which is sent as it is.", "Say it in the body.");
        }

        _isChecked = true;
    }

    private void Refuse(string[] names, string message, string action)
    {
        if (Array.Find(names, MyInvocation.BoundParameters.ContainsKey) is string stray)
        {
            throw new BedrockException("ParameterInvalid", message.Replace("{0}", stray)) { RecommendedAction = action, EndsPipeline = true };
        }
    }

    private void TakeInput()
    {
        if (ParameterSetName == PromptSet)
        {
            TakePrompt();
        }
        else if (Body is [ScriptBlock script])
        {
            foreach (PSObject made in BodiesOf(script))
            {
                TakeBody(made, InputObject);
            }
        }
        else if (MyInvocation.ExpectingInput || InputObject is not null)
        {
            throw new BedrockException("ParameterInvalid", "Objects were piped, and -Body is no script block that makes bodies of them.")
            {
                RecommendedAction = "Give -Body { … } with $_ in it.",
                EndsPipeline = true,
            };
        }
        else
        {
            ForEach(Body, body => TakeBody(body, null));
        }
    }

    /// <summary>Records of a list that was not piped but given, gone through one by one: PowerShell takes longer over each object.</summary>
    private void ProcessEach(IEnumerable inputs)
    {
        foreach (object? input in inputs)
        {
            StopToken.ThrowIfCancellationRequested();
            InputObject = input;
            try
            {
                ProcessOne();
            }
            catch (BedrockException exception)
            {
                WriteFailure(exception, Target);
            }
        }
    }

    private IEnumerable<PSObject> BodiesOf(ScriptBlock script)
    {
        try
        {
            return script.InvokeWithContext(null, [new PSVariable("_", InputObject)]);
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            throw new BedrockException("BodyInvalid", $"The script block of -Body failed: {exception.Message}", exception)
            {
                RecommendedAction = "Mend the script block of -Body; $_ in it is the piped object.",
            };
        }
    }

    private void TakePrompt()
    {
        object? input = Input;
        if (PipedModel.IdOf(input) is not null)
        {
            throw new BedrockException("ParameterInvalid", "A model was piped, and a batch has one model for all records.") { RecommendedAction = "Name it with -Model." };
        }

        if (_template is not null && SetText(input))
        {
            _body.Clear();
            _template.Write(_body, _text.Inner);
            Take(_body.Written);
            return;
        }

        (string modelId, IReadOnlyList<Message> messages) = ComposeMessages();
        InferenceRequest request = NewRequest(modelId, messages);
        if (IsCounted)
        {
            (_cost ??= NewCost(modelId)).Add(request);
            if (EstimateOnly)
            {
                return;
            }
        }

        byte[] body = Compact(Build(request));
        bool isText = SetText(input);
        if (!_isTemplateTried && isText && !IsCounted)
        {
            _isTemplateTried = true;
            _template = BatchTemplate.From(request, Build);
        }

        if (!isText)
        {
            SetObject(input, InputObject);
        }

        Take(body);
    }

    private void TakeBody(object body, object? inputObject)
    {
        byte[] bytes = Compact(BodyArgument.ToBytes(body));
        if (bytes.Length == 0 || bytes[0] != (byte)'{')
        {
            throw new BedrockException("BodyInvalid", "A body must be a JSON object.");
        }

        SetObject(inputObject is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : inputObject, inputObject);
        Take(bytes);
    }

    private void Take(ReadOnlySpan<byte> body)
    {
        if (body.Length > NativeBody.MaxLength)
        {
            throw new BedrockException("RequestTooLarge", $"The record's body has {body.Length} bytes; the service takes at most {NativeBody.MaxLength}.");
        }

        try
        {
            _run!.Add(body, _object.Written);
        }
        catch (BedrockException) when (_run!.Sending is { IsFaulted: true })
        {
            _place = _run.Settings.Root.ToString();
            throw;
        }
    }

    private byte[] Build(InferenceRequest request) => Native
        ? NativeFamilies.For(request.ModelId).ToBody(request, streaming: false)
        : JsonText.ToUtf8(writer => ConverseRequestWriter.Write(writer, request));

    /// <summary>Sets the text an input stands for, and the object it is kept as.</summary>
    /// <returns>False where it is no text, or one that needs a look at.</returns>
    private bool SetText(object? input)
    {
        switch (input)
        {
            case string text when !string.IsNullOrWhiteSpace(text):
                _text.Set(text);
                KeepObject("object", _text.Whole);
                return true;
            case null or string or FileInfo or ModelResponse:
                return false;
            case var _ when Prompt is null:
                return false;
            default:
                ReadOnlySpan<byte> json = JsonOf(InputObject!);
                _text.Set(json);
                KeepObject("object", json);
                return true;
        }
    }

    private void SetObject(object? input, object? wrapped)
    {
        if (input is FileInfo file)
        {
            _text.Set(file.FullName);
            KeepObject("file", _text.Whole);
        }
        else
        {
            KeepObject("object", wrapped is null ? "null"u8 : JsonOf(wrapped));
        }
    }

    private ReadOnlySpan<byte> JsonOf(object value)
    {
        _jsonBytes.Clear();
        _json ??= new Utf8JsonWriter(_jsonBytes, JsonText.WriterOptions);
        _json.Reset(_jsonBytes);
        ObjectJson.Write(_json, value, 0);
        _json.Flush();
        return _jsonBytes.Written;
    }

    private void KeepObject(string member, ReadOnlySpan<byte> json)
    {
        _object.Clear();
        _object.Add(member == "file" ? "\"file\":"u8 : "\"object\":"u8);
        _object.Add(json);
    }

    /// <summary>A record is one line.</summary>
    private static byte[] Compact(byte[] json)
    {
        if (Array.IndexOf(json, (byte)'\n') < 0 && Array.IndexOf(json, (byte)'\r') < 0)
        {
            return json;
        }

        using JsonDocument document = JsonDocument.Parse(json);
        return JsonText.ToUtf8(writer => document.RootElement.WriteTo(writer));
    }
}

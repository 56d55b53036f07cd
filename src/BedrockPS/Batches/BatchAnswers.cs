using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using BedrockPS.Inference;
using BedrockPS.Inference.Families;
using BedrockPS.Protocol;

namespace BedrockPS.Batches;

/// <summary>Reads the answers of a batch as those of single calls are read.</summary>
internal sealed class BatchAnswers
{
    private static readonly Dictionary<string, string> s_noHeaders = [];

    private readonly string _modelId;
    private readonly bool _isConverse;
    private readonly NativeFamily? _family;
    private readonly BatchPrice? _price;

    /// <param name="modelId">The batch's model.</param>
    /// <param name="isConverse">Records are bodies of Converse.</param>
    /// <param name="price">What tokens cost; null: not asked.</param>
    public BatchAnswers(string modelId, bool isConverse, BatchPrice? price)
    {
        _modelId = modelId;
        _isConverse = isConverse;
        _price = price;
        _family = isConverse ? null : FamilyOf(modelId);
    }

    /// <summary>The answer of a record: a ModelResponse, or where the format is no known text model's a NativeResponse.</summary>
    /// <exception cref="BedrockException">BatchRecordFailed: the service could not answer it. BatchRecordUnreadable, ResponseUnreadable.</exception>
    public PSObject Read(BatchOutput record, object? inputObject)
    {
        if (record.Output.IsEmpty)
        {
            throw record.Error.IsEmpty
                ? new BedrockException("BatchRecordUnreadable", $"Record {record.Id} has neither an answer nor an error.")
                : Failed(record);
        }

        PSObject answer = PSObject.AsPSObject(ReadOutput(record, inputObject));
        answer.Properties.Add(new PSNoteProperty("RecordId", record.Id));
        return answer;
    }

    /// <summary>What a record asked, for where its input object is not to be had.</summary>
    public static object? InputOf(BatchOutput record) => record.Input.IsEmpty ? null : JsonObjects.TryParse(record.Input.ToArray());

    private object ReadOutput(BatchOutput record, object? inputObject)
    {
        byte[] output = record.Output.ToArray();
        try
        {
            if (_isConverse)
            {
                return Complete(ConverseResponseReader.Read(output, _modelId, null), inputObject);
            }

            if (_family is null)
            {
                NativeResponse native = NativeResponse.Read(output, s_noHeaders, _modelId, null, default);
                native.InputObject = inputObject;
                return native;
            }

            ModelResponse response = new() { Model = _modelId };
            using JsonDocument document = JsonDocument.Parse(output);
            _family.ReadAnswer(document.RootElement, response);
            return Complete(response, inputObject);
        }
        catch (Exception exception) when (JsonText.IsUnreadable(exception))
        {
            throw new BedrockException("ResponseUnreadable", $"The answer of record {record.Id} is not the JSON that was expected: {exception.Message}", exception);
        }
    }

    private ModelResponse Complete(ModelResponse response, object? inputObject)
    {
        response.InputObject = inputObject;
        if (_price?.Of(_modelId, response.Usage) is (decimal amount, string currency))
        {
            response.Cost = amount;
            response.Currency = currency;
        }

        return response;
    }

    private static BedrockException Failed(BatchOutput record)
    {
        string code = "";
        string message = "The service gives no reason.";
        try
        {
            using JsonDocument document = JsonDocument.Parse(record.Error);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                code = document.RootElement.TryGetProperty("errorCode"u8, out JsonElement number) ? number.ToString() : "";
                message = document.RootElement.TryGetProperty("errorMessage"u8, out JsonElement text) ? text.ToString() : message;
            }
            else
            {
                message = document.RootElement.ToString();
            }
        }
        catch (JsonException)
        {
            // The line as a whole was JSON, so this is too.
        }

        return new BedrockException("BatchRecordFailed", $"Record {record.Id}: {(code.Length == 0 ? "" : code + ": ")}{message}")
        {
            StatusCode = int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int status) ? status : 0,
            Service = "bedrock",
            Operation = "CreateModelInvocationJob",
            Body = System.Text.Encoding.UTF8.GetString(record.Error.ToArray()),
        };
    }

    private static NativeFamily? FamilyOf(string modelId)
    {
        try
        {
            return NativeFamilies.For(modelId);
        }
        catch (BedrockException)
        {
            // Embeddings and the like: the answer as it came says all.
            return null;
        }
    }
}

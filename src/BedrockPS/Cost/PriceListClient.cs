using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Errors;
using BedrockPS.Protocol;

namespace BedrockPS.Cost;

/// <summary>Reads AWS's price list (GetProducts of the Price List service), page by page.</summary>
internal sealed class PriceListClient
{
    /// <summary>The lists of Bedrock's own prices and of the models sold through the marketplace.</summary>
    public static readonly IReadOnlyList<string> ServiceCodes = ["AmazonBedrock", "AmazonBedrockFoundationModels"];

    private const string Service = "pricing";
    private const string Operation = "GetProducts";

    // The service answers for all regions, and only from a few.
    private const string ServiceRegion = "us-east-1";
    private const int PageSize = 100;

    private readonly ApiClient _api;

    public PriceListClient(ApiClient api) => _api = api;

    /// <summary>Token prices of one list in one region, and how many of its products are none.</summary>
    /// <exception cref="BedrockException">The list cannot be read.</exception>
    public async Task<(IReadOnlyList<PriceListProduct> Products, int Others)> ReadAsync(
        string serviceCode, string region, CancellationToken cancellationToken)
    {
        List<PriceListProduct> products = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        int others = 0;
        string? next = null;
        do
        {
            byte[] page = await SendAsync(serviceCode, region, next, cancellationToken).ConfigureAwait(false);
            next = ReadPage(page, products, ref others);
            if (next is not null && !seen.Add(next))
            {
                throw new BedrockException("PagingLoop", $"{Operation} gave the same page token twice after {seen.Count + 1} pages.")
                {
                    Service = Service,
                    Operation = Operation,
                };
            }
        }
        while (next is not null);
        return (products, others);
    }

    private async Task<byte[]> SendAsync(string serviceCode, string region, string? next, CancellationToken cancellationToken)
    {
        EngineRequest http = new(Service, Operation, "POST", "/")
        {
            EndpointPrefix = "api.pricing",
            SigningName = "pricing",
            Region = ServiceRegion,
            Body = JsonText.ToUtf8(writer => WriteRequest(writer, serviceCode, region, next)),
        };
        http.Headers["Content-Type"] = "application/x-amz-json-1.1";
        http.Headers["X-Amz-Target"] = "AWSPriceListService." + Operation;
        using EngineResponse answer = await SendAsync(http, cancellationToken).ConfigureAwait(false);
        try
        {
            return await answer.ReadBodyAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException exception)
        {
            throw ServiceErrors.From(exception, Service, Operation);
        }
    }

    private async Task<EngineResponse> SendAsync(EngineRequest http, CancellationToken cancellationToken)
    {
        try
        {
            return await _api.SendAsync(http, cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.Code == "UnknownOperation")
        {
            throw new BedrockException("NotImplemented", "The endpoint in use is none of the Price List service.", exception)
            {
                Service = Service,
                Operation = Operation,
            };
        }
    }

    private static void WriteRequest(Utf8JsonWriter writer, string serviceCode, string region, string? next)
    {
        writer.WriteStartObject();
        writer.WriteString("ServiceCode", serviceCode);
        writer.WriteString("FormatVersion", "aws_v1");
        writer.WriteNumber("MaxResults", PageSize);
        writer.WriteStartArray("Filters");
        writer.WriteStartObject();
        writer.WriteString("Type", "TERM_MATCH");
        writer.WriteString("Field", "regionCode");
        writer.WriteString("Value", region);
        writer.WriteEndObject();
        writer.WriteEndArray();
        if (next is not null)
        {
            writer.WriteString("NextToken", next);
        }

        writer.WriteEndObject();
    }

    private static string? ReadPage(byte[] page, List<PriceListProduct> products, ref int others)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(page);
            foreach (JsonElement item in document.RootElement.GetProperty("PriceList").EnumerateArray())
            {
                // Each product is JSON within JSON.
                if (PriceListProduct.Read(item.GetString()!) is PriceListProduct product)
                {
                    products.Add(product);
                }
                else
                {
                    others++;
                }
            }

            return document.RootElement.TryGetProperty("NextToken", out JsonElement next) && next.GetString() is { Length: > 0 } token ? token : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentNullException)
        {
            throw new BedrockException("ResponseUnreadable", $"The answer of {Operation} is not the JSON that was expected: {exception.Message}", exception)
            {
                Service = Service,
                Operation = Operation,
            };
        }
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Serving;

/// <summary>Hands out a list page by page, as the operation's description says it is asked for.</summary>
internal static class Pages
{
    private const int DefaultSize = 100;

    /// <param name="call">An operation with paging.</param>
    /// <param name="resultKey">Output member of the items.</param>
    /// <param name="items">All of them, in a stable order.</param>
    /// <exception cref="ServiceFault">ValidationException: the token is none of ours.</exception>
    public static Answer Of(OperationCall call, string resultKey, List<object?> items)
    {
        PagingDescription? paging = call.Operation.Paging;
        int start = ReadToken(call.Input.Text(paging?.InputToken ?? "nextToken"), resultKey);
        int size = call.Input.Number(paging?.LimitKey ?? "maxResults") ?? DefaultSize;
        int end = Math.Min(items.Count, start + Math.Max(size, 1));
        Dictionary<string, object?> members = new()
        {
            [resultKey] = start < items.Count ? items.GetRange(start, end - start) : [],
        };
        if (end < items.Count)
        {
            string token = resultKey + ":" + end.ToString(CultureInfo.InvariantCulture);
            members[paging?.OutputToken ?? "nextToken"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(token));
        }

        return Answer.Of(members);
    }

    private static int ReadToken(string? token, string resultKey)
    {
        if (token is null)
        {
            return 0;
        }

        try
        {
            string text = Encoding.ASCII.GetString(Convert.FromBase64String(token));
            if (text.StartsWith(resultKey + ":", StringComparison.Ordinal)
                && int.TryParse(text.Substring(resultKey.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int start))
            {
                return start;
            }
        }
        catch (FormatException)
        {
            // Not base64: as wrong as a token of another list.
        }

        throw ServiceFault.Validation("The pagination token is invalid.");
    }
}

using System;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <content>Lists that come in pages: -First, -Skip and -IncludeTotalCount for all of them.</content>
public abstract partial class ConnectedCmdlet
{
    /// <summary>Writes the results of a paged operation, each page's before the next is asked for.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="parameters">Its members.</param>
    /// <param name="show">Makes what is written of a result and its shape; null leaves it out, and it does not count.</param>
    /// <param name="isFiltered">Results may be left out, so that a short page would not do.</param>
    private protected void WritePages(
        OperationDescription operation,
        Dictionary<string, object?> parameters,
        Func<object?, ShapeDescription?, object?> show,
        bool isFiltered = false) =>
        WritePages(operation, [parameters], show, isFiltered);

    /// <summary>The same for several lists one after another, which -First and -Skip count as one.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="requests">Its members, list by list.</param>
    /// <param name="show">Makes what is written of a result and its shape; null leaves it out, and it does not count.</param>
    /// <param name="isFiltered">Results may be left out, so that a short page would not do.</param>
    private protected void WritePages(
        OperationDescription operation,
        IEnumerable<Dictionary<string, object?>> requests,
        Func<object?, ShapeDescription?, object?> show,
        bool isFiltered = false)
    {
        ulong skip = PagingParameters?.Skip ?? 0;
        ulong left = PagingParameters?.First ?? ulong.MaxValue;
        if (PagingParameters?.IncludeTotalCount == true)
        {
            // The service never tells how many there are.
            WriteObject(PagingParameters.NewTotalCount(0, 0.0));
        }

        if (left == 0)
        {
            return;
        }

        foreach (Dictionary<string, object?> request in requests)
        {
            if (!isFiltered)
            {
                LimitPage(operation, request, skip, left);
            }

            if (!WriteResults(operation, request, show, isFiltered, ref skip, ref left))
            {
                return;
            }
        }
    }

    /// <returns>Whether more are wanted.</returns>
    private bool WriteResults(
        OperationDescription operation,
        Dictionary<string, object?> request,
        Func<object?, ShapeDescription?, object?> show,
        bool isFiltered,
        ref ulong skip,
        ref ulong left)
    {
        string key = operation.Paging!.ResultKey!;
        ShapeDescription? element = operation.Output!.FindMember(key)?.Shape.Element;
        IAsyncEnumerator<Dictionary<string, object?>> pages =
            Api.CallPagesAsync(operation.Service.Name, operation.Name, request, StopToken).GetAsyncEnumerator(StopToken);
        try
        {
            while (Wait(pages.MoveNextAsync()))
            {
                if (!pages.Current.TryGetValue(key, out object? results) || results is not List<object?> items)
                {
                    continue;
                }

                foreach (object? item in items)
                {
                    object? shown = show(item, element);
                    if (shown is null && isFiltered)
                    {
                        continue;
                    }

                    if (skip > 0)
                    {
                        skip--;
                        continue;
                    }

                    WriteObject(shown);
                    if (--left == 0)
                    {
                        return false;
                    }
                }
            }
        }
        finally
        {
            Wait(pages.DisposeAsync().AsTask());
        }

        return true;
    }

    /// <summary>-First 3 need not fetch a page of a hundred.</summary>
    private static void LimitPage(OperationDescription operation, Dictionary<string, object?> parameters, ulong skip, ulong first)
    {
        MemberDescription? limit = operation.Paging!.LimitKey is string key ? operation.Input?.FindMember(key) : null;
        if (limit?.Shape.Max is not double max || first > max || skip > max || skip + first > max)
        {
            return;
        }

        foreach (string name in parameters.Keys)
        {
            if (name.Equals(limit.Name, StringComparison.OrdinalIgnoreCase))
            {
                return;
            }
        }

        parameters[limit.Name] = Math.Max((long)(skip + first), (long)(limit.Shape.Min ?? 1));
    }
}

using System;
using System.Collections.Generic;

namespace BedrockPS.Local.Log;

/// <summary>The last requests, in a ring.</summary>
internal sealed class RequestLog
{
    public const int Capacity = 1000;

    /// <summary>Bytes of a body that are kept.</summary>
    public const int MaxBody = 64 * 1024;

    private readonly object _gate = new();
    private readonly LocalEndpointRequest[] _ring = new LocalEndpointRequest[Capacity];
    private long _count;

    public void Add(LocalEndpointRequest request)
    {
        lock (_gate)
        {
            _ring[_count++ % Capacity] = request;
        }
    }

    public IReadOnlyList<LocalEndpointRequest> Read()
    {
        lock (_gate)
        {
            int kept = (int)Math.Min(_count, Capacity);
            LocalEndpointRequest[] requests = new LocalEndpointRequest[kept];
            for (int i = 0; i < kept; i++)
            {
                requests[i] = _ring[(_count - kept + i) % Capacity];
            }

            return requests;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            Array.Clear(_ring, 0, _ring.Length);
            _count = 0;
        }
    }

    /// <summary>What is kept of a body: a large one is copied, so that it does not live on with its first part.</summary>
    public static ArraySegment<byte> Keep(byte[] body)
    {
        if (body.Length <= MaxBody)
        {
            return new ArraySegment<byte>(body);
        }

        byte[] part = new byte[MaxBody];
        Array.Copy(body, part, MaxBody);
        return new ArraySegment<byte>(part);
    }
}

namespace BedrockPS.Local.Storage;

/// <summary>The cyclic checksums of S3, which all are of the reflected kind.</summary>
internal sealed class CrcDigest : Digest
{
    public static readonly ulong[] Crc32 = Table(0xEDB88320);
    public static readonly ulong[] Crc32C = Table(0x82F63B78);
    public static readonly ulong[] Crc64Nvme = Table(0x9A6C9329AC4BC9B5);

    private readonly ulong[] _table;
    private readonly int _size;
    private readonly ulong _ones;
    private ulong _value;

    /// <param name="table">One of those above.</param>
    /// <param name="size">Bytes of the checksum.</param>
    public CrcDigest(ulong[] table, int size)
    {
        _table = table;
        _size = size;
        _ones = size == 8 ? ulong.MaxValue : uint.MaxValue;
        _value = _ones;
    }

    public override void Add(byte[] bytes, int count)
    {
        ulong value = _value;
        for (int i = 0; i < count; i++)
        {
            value = _table[(byte)value ^ bytes[i]] ^ (value >> 8);
        }

        _value = value;
    }

    public override byte[] Finish()
    {
        ulong value = _value ^ _ones;
        byte[] bytes = new byte[_size];
        for (int i = 0; i < _size; i++)
        {
            bytes[i] = (byte)(value >> (8 * (_size - 1 - i)));
        }

        return bytes;
    }

    private static ulong[] Table(ulong polynomial)
    {
        ulong[] table = new ulong[256];
        for (uint i = 0; i < 256; i++)
        {
            ulong value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 1 ? (value >> 1) ^ polynomial : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}

// The two functions that libcurl calls, always on the courier's thread, from within
// `Multi.perform`. Answering with another count than was offered makes it stop the transfer.

typealias Offer = UnsafeMutablePointer<CChar>

let receiveHeaderLine: @convention(c) (Offer?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
    unsafe receive($0, $1 * $2, $3) { unsafe $0.take(headerLine: $1) }
}

let receivePiece: @convention(c) (Offer?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
    unsafe receive($0, $1 * $2, $3) { unsafe $0.take(piece: $1) }
}

private func receive(
    _ start: Offer?,
    _ bytesCount: Int,
    _ owner: UnsafeMutableRawPointer?,
    _ take: (Transfer, UnsafeRawBufferPointer) -> Bool
) -> Int {
    guard let owner = unsafe owner else { return refusal(of: bytesCount) }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(owner).takeUnretainedValue()
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: bytesCount)
    return unsafe take(transfer, bytes) ? bytesCount : refusal(of: bytesCount)
}

/// Any other count, also for an empty offer.
private func refusal(of bytesCount: Int) -> Int {
    bytesCount == 0 ? 1 : 0
}
